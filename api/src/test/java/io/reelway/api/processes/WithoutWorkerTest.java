package io.reelway.api.processes;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.api.RunningReelway;
import io.reelway.api.RunningReelway.Answer;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Jobs can be cancelled, erased and completed without a worker, and workers need no database. */
class WithoutWorkerTest {
  private static final Path PHOTO = RunningReelway.media("image/exif-orientation-6.jpg");

  private static final Path CLIP = RunningReelway.media("video/h264-272p-10s-no-audio.mp4");

  @TempDir private Path folder;
  private SharedEngine engine;
  private RunningReelway front;
  private @Nullable RunningReelway worker;

  @BeforeEach
  void start() {
    engine = SharedEngine.inMemory(folder.resolve("store"));
    front = engine.join(folder.resolve("front"), "api");
  }

  @AfterEach
  void stop() {
    front.close();
    if (worker != null) {
      worker.close();
    }
    engine.close();
  }

  @Test
  void cancelsAJobWithoutAWorker() throws Exception {
    String job = submit();

    Answer answer = send("POST", job + "/cancel");

    assertThat(answer.status()).isEqualTo(202);
    JsonNode end = front.await(job.substring(job.lastIndexOf('/') + 1));
    assertThat(end.at("/error/code").asString()).isEqualTo("cancelled");
    assertThat(send("POST", job + "/cancel").status()).as("a second cancel").isEqualTo(409);
  }

  @Test
  void erasesAJobWithoutAWorker() throws Exception {
    String job = submit();

    Answer answer = send("DELETE", job);

    assertThat(answer.status()).isEqualTo(204);
    assertThat(front.get(job).status()).isEqualTo(404);
    assertThat(front.get("/api/media/jobs").json().path("items")).isEmpty();
    assertThat(filesOfJobs()).isEmpty();
  }

  @Test
  void aWorkerWithoutADatabaseFinishesTheJob() throws Exception {
    String job = submit();

    worker =
        engine.join(
            folder.resolve("back"), "worker", "reelway.database.url=jdbc:sqlite:/none/none");
    JsonNode end = front.await(job.substring(job.lastIndexOf('/') + 1));

    assertThat(end.path("status").asString()).isEqualTo("done");
    assertThat(folder.resolve("back/reelway.sqlite")).doesNotExist();
  }

  /** Nobody else can upload what it has encoded. */
  @Test
  void aWorkerThatStopsDeliversWhatItEncodesInItsGrace() throws Exception {
    worker = engine.join(folder.resolve("back"), "worker");
    String job = front.submit(CLIP, "web").json().path("jobId").asString();
    while (!front.poll(job).at("/progress/stage").asString().equals("encoding")) {
      TimeUnit.MILLISECONDS.sleep(50);
    }

    worker.close();
    worker = null;

    assertThat(front.await(job).path("status").asString()).isEqualTo("done");
  }

  private String submit() throws Exception {
    return "/api/media/jobs/" + front.submit(PHOTO, "web").json().path("jobId").asString();
  }

  private Answer send(String method, String path) throws Exception {
    return front.send(front.request(path), method, BodyPublishers.noBody());
  }

  private List<Path> filesOfJobs() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("store/jobs"))) {
      return files.filter(Files::isRegularFile).toList();
    }
  }
}
