package io.reelway.api.keys;

import static io.reelway.api.RunningReelway.media;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.api.MultipartForm;
import io.reelway.api.RunningReelway;
import io.reelway.api.RunningReelway.Answer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;

/** Section 6 of the contract: keys, ownership of jobs, and signed links. */
@ExtendWith(OutputCaptureExtension.class)
class KeyContractTest {
  private static final String ALICE = "s3cret-of-alice";
  private static final String BOB = "s3cret-of-bob";
  private static final Path PHOTO = media("image/gps-exif-nikon.jpg");

  @TempDir private static Path data;
  private static RunningReelway reelway;
  private static String job;

  @BeforeAll
  static void start() throws Exception {
    reelway = RunningReelway.start(data, "reelway.keys=alice:" + ALICE + ",bob:" + BOB);
    job = "/api/media/jobs/" + submit().json().get("jobId").asString();
    while (!poll(job).get("status").asString().equals("done")) {
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  @AfterAll
  static void stop() {
    reelway.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/media/presets",
        "/api/media/limits",
        "/api/media/jobs/5c3a1b2e-0000-0000-0000-000000000001",
        "/api/media/jobs/5c3a1b2e-0000-0000-0000-000000000001/download",
        "/%61pi/media/presets",
        "/api;x=1/media/presets",
        "/api/health/../media/presets",
        "/actuator/prometheus",
        "/actuator/info",
        "/no/such/route"
      })
  void requiresAKey(String path) throws Exception {
    Answer answer = reelway.get(path);

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.json().get("code").asString()).isEqualTo("unauthorized");
    assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
  }

  @Test
  void requiresAKeyBeforeItReadsAFile() throws Exception {
    Answer answer = reelway.submit(PHOTO, "web");

    assertThat(answer.status()).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/health", "/actuator/health/liveness"})
  void answersHealthWithoutAKey(String path) throws Exception {
    assertThat(reelway.get(path).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "x-api-key,     s3cret-of-alice,        200",
    "X-API-Key,     s3cret-of-bob,          200",
    "Authorization, Bearer s3cret-of-alice, 200",
    "authorization, bearer s3cret-of-alice, 200",
    "x-api-key,     s3cret-of-nobody,       401",
    "x-api-key,     '',                     401",
    "Authorization, Basic s3cret-of-alice,  401",
    "Authorization, s3cret-of-alice,        401",
    "Authorization, Bearer,                 401",
  })
  void readsTheKeyFromEitherHeader(String header, String value, int status) throws Exception {
    assertThat(reelway.get("/api/media/presets", header, value).status()).isEqualTo(status);
  }

  @Test
  void acceptsTheRightKeyBesideAWrongOne() throws Exception {
    Answer answer =
        reelway.get(
            "/api/media/presets", "x-api-key", "of-a-proxy", "Authorization", "Bearer " + BOB);

    assertThat(answer.status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/download"})
  void hidesAJobFromOtherOwners(String route) throws Exception {
    assertThat(reelway.get(job + route, "x-api-key", ALICE).status()).isEqualTo(200);

    Answer other = reelway.get(job + route, "x-api-key", BOB);

    assertThat(other.status()).isEqualTo(404);
    assertThat(other.json().get("code").asString()).isEqualTo("not-found");
  }

  @Test
  void givesALinkThatIsValidForAnHourWithoutAKey() throws Exception {
    URI link = link();

    Answer answer = reelway.get(link.toString());

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.bytes()).isNotEmpty();
    assertThat(expiry(link))
        .isBetween(
            Instant.now().plus(Duration.ofMinutes(55)), Instant.now().plus(Duration.ofHours(1)));
    Answer head = reelway.send(reelway.request(link.toString()), "HEAD", BodyPublishers.noBody());
    assertThat(head.status()).isEqualTo(200);
    assertThat(reelway.get(link.toString(), "x-api-key", BOB).status()).isEqualTo(200);
  }

  @Test
  void refusesAnAlteredLink() throws Exception {
    String link = link().toString();
    long expires = expiry(URI.create(link)).toEpochMilli();

    for (String forged :
        new String[] {
          link.replace("expires=" + expires, "expires=" + (expires + 1)),
          link.replace("expires=" + expires, "expires=never"),
          link.replace("signature=", "signature=00"),
          link.replaceAll("signature=.*", "signature="),
          link.replaceAll("&signature=.*", ""),
          link.replace("/download", ""),
          link.replaceAll("jobs/[^/]*", "jobs/5c3a1b2e-0000-0000-0000-000000000001"),
        }) {
      assertThat(reelway.get(forged).status()).as(forged).isEqualTo(401);
    }
  }

  @Test
  void aLinkStaysInvalidWhenAnErasedJobIsSubmittedAgain() throws Exception {
    String first = submitOnce();
    String link = awaitLink(first);
    reelway.send(
        reelway.request(first).header("x-api-key", ALICE), "DELETE", BodyPublishers.noBody());

    String again = submitOnce();
    String newLink = awaitLink(again);

    assertThat(again).isNotEqualTo(first);
    assertThat(reelway.get(newLink).status()).isEqualTo(200);
    assertThat(reelway.get(link).status()).isEqualTo(404);
  }

  private static String submitOnce() throws IOException, InterruptedException {
    MultipartForm form = new MultipartForm().file("media", "photo.jpg", "image/jpeg", PHOTO);
    return reelway
        .send(
            reelway
                .request("/api/media/jobs")
                .headers("x-api-key", ALICE, "Idempotency-Key", "once")
                .header("Content-Type", form.contentType()),
            "POST",
            form.body())
        .header("Location");
  }

  private static String awaitLink(String path) throws IOException, InterruptedException {
    JsonNode seen = poll(path);
    while (seen.get("downloadUrl").isNull()) {
      seen = poll(path + "?wait=30");
    }
    return seen.get("downloadUrl").asString();
  }

  @Test
  void neverLogsAKey(CapturedOutput output) throws Exception {
    submit();
    reelway.get(job, "x-api-key", "s3cret-of-nobody");
    poll(job);

    assertThat(output.getAll()).doesNotContain("s3cret-of");
  }

  private static Instant expiry(URI link) {
    return Instant.ofEpochMilli(
        Long.parseLong(link.getQuery().replaceAll(".*expires=(\\d+).*", "$1")));
  }

  private static URI link() throws IOException, InterruptedException {
    return URI.create(poll(job).get("downloadUrl").asString());
  }

  private static JsonNode poll(String path) throws IOException, InterruptedException {
    return reelway.get(path, "x-api-key", ALICE).json();
  }

  private static Answer submit() throws IOException, InterruptedException {
    MultipartForm form = new MultipartForm().file("media", "photo.jpg", "image/jpeg", PHOTO);
    return reelway.send(
        reelway
            .request("/api/media/jobs")
            .header("x-api-key", ALICE)
            .header("Content-Type", form.contentType()),
        "POST",
        form.body());
  }
}
