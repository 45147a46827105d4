package io.reelway.api.download;

import static io.reelway.api.ErrorAnswers.assertError;
import static io.reelway.api.RunningReelway.media;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.api.MultipartForm;
import io.reelway.api.RunningReelway;
import io.reelway.api.RunningReelway.Answer;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Further outputs of a job are downloaded by their names, by the same rules as the main one. */
class OutputDownloadTest {
  private static final String[] KEY = {"x-api-key", "secret-key-of-alice"};

  @TempDir private static Path data;
  private static RunningReelway reelway;
  private static JsonNode job;
  private static String path;

  @BeforeAll
  static void start() throws Exception {
    reelway =
        RunningReelway.start(data, "reelway.keys=alice:secret-key-of-alice,bob:secret-key-of-bob");
    MultipartForm form =
        new MultipartForm()
            .field(
                "options",
                "{\"outputs\":[{\"name\":\"small\",\"type\":\"image\",\"width\":40,"
                    + "\"format\":\"jpeg\"},{\"name\":\"sound\",\"type\":\"audio\"}]}")
            .file("media", "a.jpg", "image/jpeg", media("image/gps-exif-nikon.jpg"));
    Answer answer =
        reelway.send(
            reelway
                .request("/api/media/jobs")
                .headers(KEY)
                .header("Prefer", "wait=60")
                .header("Content-Type", form.contentType()),
            "POST",
            form.body());
    job = answer.json();
    path = "/api/media/jobs/" + job.path("jobId").asString() + "/download";
  }

  @AfterAll
  static void stop() {
    reelway.close();
  }

  @Test
  void anOutputIsWhatThePollSays() throws Exception {
    JsonNode small = job.at("/outputs/0");

    Answer answer = reelway.get(path + "/small", KEY);

    assertThat(small.path("status").asString()).as(job.toString()).isEqualTo("done");
    assertThat(small.path("width").asInt()).isEqualTo(40);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).isEqualTo("image/jpeg");
    assertThat(answer.header("ETag")).isEqualTo('"' + small.path("sha256").asString() + '"');
    assertThat(answer.bytes()).hasSize(small.path("bytes").asInt());
  }

  @Test
  void anOutputHasRangesAndHead() throws Exception {
    byte[] whole = reelway.get(path + "/small", KEY).bytes();

    Answer part = reelway.get(path + "/small", KEY[0], KEY[1], "Range", "bytes=2-9");
    Answer head =
        reelway.send(
            reelway.request(path + "/small").headers(KEY), "HEAD", BodyPublishers.noBody());

    assertThat(part.status()).isEqualTo(206);
    assertThat(part.bytes()).isEqualTo(Arrays.copyOfRange(whole, 2, 10));
    assertThat(head.header("Content-Length")).isEqualTo(Integer.toString(whole.length));
  }

  @Test
  void theSignedLinkOfAnOutputWorksWithoutAKey() throws Exception {
    URI link = URI.create(job.at("/outputs/0/downloadUrl").asString());

    assertThat(link.getPath()).isEqualTo(path + "/small");
    assertThat(reelway.get(link.getPath() + "?" + link.getRawQuery()).status()).isEqualTo(200);
    assertError(reelway.get(link.getPath()), 401, "unauthorized");
  }

  @Test
  void theMainOutputHasANameToo() throws Exception {
    assertThat(reelway.get(path + "/main", KEY).bytes()).isEqualTo(reelway.get(path, KEY).bytes());
  }

  @Test
  void anUnknownNameIsNotFound() throws Exception {
    assertError(reelway.get(path + "/large", KEY), 404, "not-found");
    assertError(reelway.get(path + "/small/x", KEY), 404, "not-found");
  }

  @Test
  void anOutputThatCouldNotBeMadeIsNotReady() throws Exception {
    assertThat(job.at("/outputs/1/status").asString()).isEqualTo("failed");
    assertError(reelway.get(path + "/sound", KEY), 409, "not-ready");
  }

  @Test
  void anotherKeyDoesNotSeeTheOutput() throws Exception {
    assertError(reelway.get(path + "/small", "x-api-key", "secret-key-of-bob"), 404, "not-found");
  }
}
