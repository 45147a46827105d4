package io.reelway.api.submit;

import static io.reelway.api.RunningReelway.media;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.api.MultipartForm;
import io.reelway.api.RunningReelway;
import io.reelway.api.RunningReelway.Answer;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** A submit that prefers to wait for the end of its job. */
class SubmitWaitTest {
  private static final String JOBS = "/api/media/jobs";
  private static final Path PHOTO = media("image/exif-orientation-6.jpg");
  private static final Path CLIP = media("video/h264-540p30-5s-flower.mp4");

  @TempDir private static Path data;
  @TempDir private static Path idleData;
  private static RunningReelway reelway;

  /** Its worker has stopped, so that its jobs stay pending. */
  private static RunningReelway idle;

  @BeforeAll
  static void start() {
    reelway = RunningReelway.start(data);
    idle = RunningReelway.start(idleData);
    idle.stopWorker();
  }

  @AfterAll
  static void stop() {
    reelway.close();
    idle.close();
  }

  @Test
  void answersWithTheJobWhenItIsDoneInTime() throws Exception {
    Answer answer = submit(reelway, PHOTO, "Prefer", "wait=60");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().get("status").asString()).isEqualTo("done");
    assertThat(answer.header("Preference-Applied")).isEqualTo("wait=60");
    assertThat(answer.header("Location")).isEqualTo(JOBS + "/" + id(answer));
    Answer poll = reelway.get(answer.header("Location"));
    assertThat(answer.json()).isEqualTo(poll.json());
    assertThat(answer.header("ETag")).isEqualTo(poll.header("ETag"));
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
  }

  @Test
  void answersWithTheJobWhenItHasFailedInTime() throws Exception {
    Answer answer = submit(reelway, media("hostile/text-named.jpg"), "Prefer", "wait=60");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().at("/status").asString()).isEqualTo("failed");
    assertThat(answer.json().at("/error/code").asString()).isEqualTo("unsupported-type");
  }

  @Test
  void answersAsUsualWhenTheTimeIsUp() throws Exception {
    Answer answer = submit(idle, PHOTO, "Prefer", "wait=1");

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.header("Preference-Applied")).isEqualTo("wait=1");
    assertThat(answer.header("Location")).isEqualTo(JOBS + "/" + id(answer));
    assertThat(answer.json().propertyNames()).containsExactly("jobId", "status", "createdAt");
    assertThat(answer.json().get("status").asString()).isEqualTo("pending");
  }

  @ParameterizedTest
  @ValueSource(strings = {"wait=soon", "wait=0", "wait=-1", "respond-async"})
  void passesOverAPreferenceThatItDoesNotUnderstand(String preference) throws Exception {
    Answer answer = submit(idle, PHOTO, "Prefer", preference);

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.header("Preference-Applied")).isEmpty();
  }

  @Test
  void aRepetitionGetsTheFinalJobOfTheFirstRequest() throws Exception {
    Answer first = submit(reelway, PHOTO, "Prefer", "wait=60", "Idempotency-Key", "final");

    Answer second = submit(reelway, PHOTO, "Prefer", "wait=60", "Idempotency-Key", "final");

    assertThat(second.status()).isEqualTo(200);
    assertThat(second.header("Idempotent-Replayed")).isEqualTo("true");
    assertThat(second.json()).isEqualTo(first.json());
  }

  @Test
  void aRepetitionGetsTheUsualAnswerWhenTheTimeIsUp() throws Exception {
    Answer first = submit(idle, PHOTO, "Idempotency-Key", "open");

    Answer second = submit(idle, PHOTO, "Prefer", "wait=1", "Idempotency-Key", "open");

    assertThat(second.status()).isEqualTo(200);
    assertThat(second.header("Idempotent-Replayed")).isEqualTo("true");
    assertThat(second.json()).isEqualTo(first.json());
  }

  @Test
  void aClientThatLeavesDoesNotCancelItsJob() throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      CompletableFuture<?> waiting = send(client, reelway, CLIP);
      String job = openJob();
      waiting.cancel(true);
      client.shutdownNow();

      assertThat(reelway.await(job).get("status").asString()).isEqualTo("done");
    }
  }

  @Test
  void theStopOfTheProgramDoesNotWaitForWaitingSubmits(@TempDir Path folder) throws Exception {
    RunningReelway stopping = RunningReelway.start(folder);
    try (HttpClient client = HttpClient.newHttpClient()) {
      stopping.stopWorker();
      CompletableFuture<HttpResponse<String>> waiting = send(client, stopping, PHOTO);
      while (stopping.get(JOBS).json().get("items").isEmpty()) {
        TimeUnit.MILLISECONDS.sleep(50);
      }
      stopping.close();

      assertThat(waiting.join().statusCode()).isEqualTo(202);
    }
  }

  private static CompletableFuture<HttpResponse<String>> send(
      HttpClient client, RunningReelway server, Path file) throws Exception {
    MultipartForm form = form(file);
    return client.sendAsync(
        server
            .request(JOBS)
            .headers("Content-Type", form.contentType(), "Prefer", "wait=60")
            .POST(form.body())
            .build(),
        BodyHandlers.ofString());
  }

  private static String openJob() throws Exception {
    while (true) {
      for (JsonNode job : reelway.get(JOBS + "?filename=flower").json().get("items")) {
        if (job.get("status").asString().equals("processing")) {
          return job.get("jobId").asString();
        }
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  private static Answer submit(RunningReelway server, Path file, String... headers)
      throws Exception {
    MultipartForm form = form(file);
    HttpRequest.Builder request =
        server.request(JOBS).header("Content-Type", form.contentType()).headers(headers);
    return server.send(request, "POST", form.body());
  }

  private static MultipartForm form(Path file) throws IOException {
    return new MultipartForm()
        .file("media", file.getFileName().toString(), "application/octet-stream", file);
  }

  private static String id(Answer answer) {
    return answer.json().get("jobId").asString();
  }
}
