package io.reelway.api.optimize;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.api.MultipartForm;
import io.reelway.api.RunningReelway;
import io.reelway.api.RunningReelway.Answer;
import io.reelway.catalog.JobCatalog;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;

@ExtendWith(OutputCaptureExtension.class)
class OptimizeTest {
  private static final Path PHOTO = RunningReelway.media("image/exif-orientation-6.jpg");
  private static final Path FILM = RunningReelway.media("video/h264-720p24-52s-sintel-trailer.mp4");

  @TempDir private static Path folder;
  private static RunningReelway server;

  @BeforeAll
  static void start() {
    server = RunningReelway.start(folder, "reelway.optimize.wait=8s");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void answersWithTheOutputOfItsJob() throws Exception {
    Answer answer = optimize(PHOTO, "");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("content-disposition"))
        .isEqualTo("inline; filename=\"exif-orientation-6.webp\"");
    assertThat(answer.header("x-pipelyn-output-bytes"))
        .isEqualTo(answer.header("content-length"))
        .isEqualTo(Integer.toString(answer.bytes().length));
    assertThat(answer.bytes()).isEqualTo(server.get(answer.header("content-location")).bytes());
  }

  @Test
  void mapsAJobFailureToAnHttpStatus() throws Exception {
    Answer answer = optimize(RunningReelway.media("hostile/text-named.jpg"), "");

    assertThat(answer.status()).isEqualTo(415);
    assertThat(answer.json().path("code").asString()).isEqualTo("unsupported-type");
    assertThat(answer.json().path("jobStatus").asString()).isEqualTo("failed");
  }

  @Test
  void aRefusedRequestHasNoJob() throws Exception {
    Answer answer = server.post("/api/media/optimize", new MultipartForm().field("preset", "web"));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().has("jobStatus")).isFalse();
  }

  @Test
  void answersLikeASubmitWhenTheTimeIsUp() throws Exception {
    Answer answer = optimize(FILM, "");

    assertThat(answer.status()).isEqualTo(202);
    String job = answer.header("location");
    assertThat(job).isEqualTo("/api/media/jobs/" + answer.json().path("jobId").asString());
    assertThat(server.get(job).json().path("status").asString()).isEqualTo("processing");
    server.send(server.request(job), "DELETE", HttpRequest.BodyPublishers.noBody());
  }

  @Test
  void aRepeatedRequestWithTheSameKeyGetsTheSameFile() throws Exception {
    Answer first = optimize(PHOTO, "same");
    Answer second = optimize(PHOTO, "same");

    assertThat(second.header("content-location")).isEqualTo(first.header("content-location"));
    assertThat(second.header("idempotent-replayed")).isEqualTo("true");
    assertThat(second.bytes()).isEqualTo(first.bytes());
  }

  @Test
  void cancelsTheJobOfAClientThatDisconnects() throws Exception {
    MultipartForm form = form(FILM);
    try (HttpClient client = HttpClient.newHttpClient()) {
      CompletableFuture<?> waiting =
          client.sendAsync(
              server
                  .request("/api/media/optimize")
                  .header("Content-Type", form.contentType())
                  .POST(form.body())
                  .build(),
              BodyHandlers.discarding());
      String jobId = awaitOpenJob();
      waiting.cancel(true);
      client.shutdownNow();

      JsonNode end = server.await(jobId);

      assertThat(end.at("/error/code").asString()).isEqualTo("cancelled");
    }
  }

  @Test
  void cancelsTheJobWheneverTheClientDisconnects(CapturedOutput log) throws Exception {
    for (int delay = 0; delay < 300; delay += 20) {
      try (Socket client = new Socket("localhost", server.port())) {
        byte[] photo = Files.readAllBytes(PHOTO);
        String head = "--b\r\nContent-Disposition: form-data; name=media; filename=a.jpg\r\n\r\n";
        String end = "\r\n--b--\r\n";
        OutputStream out = client.getOutputStream();
        out.write(
            ("POST /api/media/optimize HTTP/1.1\r\nHost: localhost\r\nContent-Length: "
                    + (head.length() + photo.length + end.length())
                    + "\r\nContent-Type: multipart/form-data; boundary=b\r\n\r\n"
                    + head)
                .getBytes(US_ASCII));
        out.write(photo);
        out.write(end.getBytes(US_ASCII));
        TimeUnit.MILLISECONDS.sleep(delay);
      }
    }

    for (int i = 0; i < 300 && open() > 0; i++) {
      TimeUnit.MILLISECONDS.sleep(100);
    }
    assertThat(open()).isZero();
    assertThat(log.getAll()).doesNotContain("could not be served", "ERROR");
  }

  private static long open() throws IOException {
    return server.bean(JobCatalog.class).countOpen();
  }

  /** The id of the only running job. */
  private static String awaitOpenJob() throws Exception {
    for (int i = 0; i < 200; i++) {
      for (JsonNode job : server.get("/api/media/jobs").json().path("items")) {
        if (job.path("completedAt").isNull()) {
          return job.path("jobId").asString();
        }
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
    throw new AssertionError("No job was made");
  }

  private static Answer optimize(Path file, String key) throws IOException, InterruptedException {
    MultipartForm form = form(file);
    HttpRequest.Builder request =
        server.request("/api/media/optimize").header("Content-Type", form.contentType());
    return server.send(
        key.isEmpty() ? request : request.header("Idempotency-Key", key), "POST", form.body());
  }

  private static MultipartForm form(Path file) throws IOException {
    return new MultipartForm()
        .file("media", file.getFileName().toString(), "application/octet-stream", file);
  }
}
