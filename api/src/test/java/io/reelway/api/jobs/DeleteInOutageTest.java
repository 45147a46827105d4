package io.reelway.api.jobs;

import static io.reelway.api.RunningReelway.media;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.api.RunningReelway;
import io.reelway.catalog.JobCatalog;
import io.reelway.outside.TemporalProcess;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A delete needs no engine: the job is hidden at once, and erased when the engine is back. */
class DeleteInOutageTest {
  private static final Path PHOTO = media("image/gps-exif-nikon.jpg");
  private static final Path FILM = media("video/h264-720p24-52s-sintel-trailer.mp4");
  private static final String JOBS = "/api/media/jobs/";
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @TempDir private Path work;
  private TemporalProcess temporal;
  private RunningReelway reelway;

  @BeforeEach
  void start() throws Exception {
    temporal = TemporalProcess.start(work.resolve("engine"));
    reelway =
        RunningReelway.start(
            work.resolve("data"),
            "reelway.engine=remote",
            "reelway.temporal.address=" + temporal.address(),
            "reelway.worker.heartbeat=3s",
            "reelway.worker.grace=0s");
  }

  @AfterEach
  void stop() {
    reelway.close();
    temporal.close();
  }

  @Test
  void aDeleteDuringAnOutageIsCarriedOutAfterIt() throws Exception {
    String ended = submit(PHOTO);
    reelway.await(ended);
    String running = submit(FILM);
    awaitEncode(running);
    temporal.kill();
    String waiting = submit(PHOTO);

    for (String job : List.of(ended, running, waiting)) {
      assertThat(delete(job)).isEqualTo(204);
      assertThat(reelway.get(JOBS + job).status()).isEqualTo(404);
      assertThat(delete(job)).isEqualTo(404);
    }
    temporal.restart();

    for (String job : List.of(running, ended, waiting)) {
      awaitErasure(job);
    }
  }

  /** As after the death of a process between the two steps of a delete. */
  @Test
  void aHiddenJobIsErasedWithoutAnotherRequest() throws Exception {
    String running = submit(FILM);
    awaitEncode(running);

    reelway.bean(JobCatalog.class).hide(running);

    awaitErasure(running);
  }

  private String submit(Path file) throws Exception {
    return reelway.submit(file, "low-bandwidth").json().path("jobId").asString();
  }

  private int delete(String job) throws Exception {
    return reelway.send(reelway.request(JOBS + job), "DELETE", BodyPublishers.noBody()).status();
  }

  private void awaitEncode(String job) throws Exception {
    Instant end = Instant.now().plus(PATIENCE);
    while (!reelway.poll(job).at("/progress/stage").asString("").equals("encoding")) {
      assertThat(Instant.now()).as(reelway.poll(job).toString()).isBefore(end);
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  private void awaitErasure(String job) throws Exception {
    Instant end = Instant.now().plus(PATIENCE);
    while (reelway.bean(JobCatalog.class).exists(job)
        || reelway.files().stream().anyMatch(file -> file.toString().contains(job))) {
      assertThat(Instant.now()).as("not erased: " + job).isBefore(end);
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }
}
