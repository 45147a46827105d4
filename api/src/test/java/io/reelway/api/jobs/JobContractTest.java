package io.reelway.api.jobs;

import static io.reelway.api.ErrorAnswers.assertError;
import static io.reelway.api.RunningReelway.media;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.api.MultipartForm;
import io.reelway.api.RunningReelway;
import io.reelway.api.RunningReelway.Answer;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Submit, poll and download as the contract defines them. */
class JobContractTest {
  private static final String JOBS = "/api/media/jobs";
  private static final Path CLIP = media("video/h264-540p30-5s-flower.mp4");
  private static final Path PHOTO = media("image/gps-exif-nikon.jpg");

  @TempDir private static Path data;
  private static RunningReelway reelway;

  @BeforeAll
  static void start() {
    reelway = RunningReelway.start(data);
  }

  @AfterAll
  static void stop() {
    reelway.close();
  }

  @Test
  void acceptsAJobAndAnswersWithItsLocation() throws Exception {
    Instant before = Instant.now();

    Answer answer = reelway.submit(PHOTO, "web");

    assertThat(answer.status()).isEqualTo(202);
    JsonNode body = answer.json();
    assertThat(body.propertyNames()).containsExactlyInAnyOrder("jobId", "status", "createdAt");
    assertThat(body.get("status").asString()).isEqualTo("pending");
    assertThat(Instant.ofEpochMilli(body.get("createdAt").asLong()))
        .isBetween(before.minusMillis(1), Instant.now());
    assertThat(answer.header("Location")).isEqualTo(JOBS + "/" + body.get("jobId").asString());
    assertThat(reelway.get(answer.header("Location")).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "web,           video-mp4-h264, video/mp4,  flower.mp4,  960",
    "mobile,        video-mp4-h264, video/mp4,  flower.mp4,  900",
    "low-bandwidth, video-webm-vp9, video/webm, flower.webm, 720"
  })
  void optimizesAVideo(String preset, String strategy, String type, String name, int width)
      throws Exception {
    JsonNode job = optimize("flower.mp4", CLIP, preset);

    assertThat(job.get("status").asString()).as(job.toString()).isEqualTo("done");
    JsonNode result = job.get("result");
    assertThat(result.get("kind").asString()).isEqualTo("video");
    assertThat(result.get("strategy").asString()).isEqualTo(strategy);
    assertThat(result.get("contentType").asString()).isEqualTo(type);
    assertThat(result.get("filename").asString()).isEqualTo(name);
    assertThat(result.get("inputWidth").asInt()).isEqualTo(960);
    assertThat(result.get("outputWidth").asInt()).isEqualTo(width);
    assertThat(result.get("inputDurationSec").asDouble()).isBetween(4.9, 5.2);
    assertThat(result.get("outputDurationSec").asDouble()).isBetween(4.9, 5.2);
    assertSavings(job);
    Answer download = reelway.get(job.get("downloadUrl").asString());
    assertThat(download.bytes()).hasSize(result.get("outputBytes").asInt());
    assertThat(download.header("Content-Type")).isEqualTo(type);
  }

  @ParameterizedTest
  @CsvSource({
    "web,           image-webp, image/webp, photo.webp",
    "mobile,        image-webp, image/webp, photo.webp",
    "low-bandwidth, image-avif, image/avif, photo.avif"
  })
  void optimizesAnImage(String preset, String strategy, String type, String name) throws Exception {
    JsonNode job = optimize("photo.jpg", PHOTO, preset);

    assertThat(job.get("status").asString()).as(job.toString()).isEqualTo("done");
    JsonNode result = job.get("result");
    assertThat(result.get("kind").asString()).isEqualTo("image");
    assertThat(result.get("strategy").asString()).isEqualTo(strategy);
    assertThat(result.get("contentType").asString()).isEqualTo(type);
    assertThat(result.get("filename").asString()).isEqualTo(name);
    assertThat(result.has("inputDurationSec")).isFalse();
    assertThat(result.has("outputDurationSec")).isFalse();
    assertThat(result.get("inputWidth").asInt()).isEqualTo(result.get("outputWidth").asInt());
    assertSavings(job);
  }

  private static void assertSavings(JsonNode job) {
    long input = job.get("inputBytes").asLong();
    JsonNode result = job.get("result");
    long saved = result.get("savedBytes").asLong();
    assertThat(saved).isEqualTo(input - result.get("outputBytes").asLong()).isPositive();
    assertThat(result.get("savedPercent").asDouble())
        .isEqualTo(Math.round(10_000.0 * saved / input) / 100.0);
  }

  @Test
  void showsEveryFieldOfAJob() throws Exception {
    JsonNode job = optimize("photo.jpg", PHOTO, "web");

    assertThat(job.propertyNames())
        .contains(
            "jobId",
            "status",
            "preset",
            "filename",
            "inputBytes",
            "createdAt",
            "updatedAt",
            "completedAt",
            "result",
            "downloadUrl")
        .doesNotContain("error", "progress");
    assertThat(job.get("preset").asString()).isEqualTo("web");
    assertThat(job.get("filename").asString()).isEqualTo("photo.jpg");
    assertThat(job.get("inputBytes").asLong()).isEqualTo(Files.size(PHOTO));
    assertThat(job.get("completedAt").asLong())
        .isEqualTo(job.get("updatedAt").asLong())
        .isGreaterThanOrEqualTo(job.get("createdAt").asLong());
    assertThat(job.get("downloadUrl").asString())
        .isEqualTo(reelway.url(JOBS + "/" + job.get("jobId").asString() + "/download").toString());
  }

  @Test
  void showsNullForMissingValuesOfAnUnfinishedJob() throws Exception {
    String id = reelway.submit(CLIP, "low-bandwidth").json().get("jobId").asString();

    JsonNode job = reelway.poll(id);

    assertThat(job.get("status").asString()).isIn("pending", "processing");
    assertThat(job.get("completedAt").isNull()).isTrue();
    assertThat(job.get("downloadUrl").isNull()).isTrue();
    assertThat(job.has("result")).isFalse();
    assertThat(reelway.get(JOBS + "/" + id + "/download").status()).isEqualTo(409);
    reelway.await(id);
  }

  @Test
  void replacesAnUnknownPresetByWebWithAWarning() throws Exception {
    JsonNode job = optimize("photo.jpg", PHOTO, "tiny");

    assertThat(job.get("preset").asString()).isEqualTo("web");
    assertThat(job.get("warnings").toString()).contains("preset");
  }

  @Test
  void keepsAndEscapesTheFileName() throws Exception {
    JsonNode job = optimize("été photo – 写真.jpg", PHOTO, "web");

    assertThat(job.get("filename").asString()).isEqualTo("été photo – 写真.jpg");
    assertThat(job.get("result").get("filename").asString()).isEqualTo("été photo – 写真.webp");
    assertThat(reelway.get(job.get("downloadUrl").asString()).header("Content-Disposition"))
        .isEqualTo(
            "attachment; filename=\"_t_ photo _ __.webp\"; filename*=UTF-8''"
                + "%C3%A9t%C3%A9%20photo%20%E2%80%93%20%E5%86%99%E7%9C%9F.webp");
  }

  @Test
  void acceptsAPresetSentAsAFilePart() throws Exception {
    MultipartForm form =
        new MultipartForm()
            .file("preset", "blob", "text/plain", BodyPublishers.ofString("mobile\n"))
            .file("media", "photo.jpg", "image/jpeg", PHOTO);

    String id = reelway.post(JOBS, form).json().get("jobId").asString();

    assertThat(reelway.await(id).get("preset").asString()).isEqualTo("mobile");
  }

  /** Another Accept header gets the same answer, because the job already runs. */
  @ParameterizedTest
  @ValueSource(strings = {"text/html", "image/webp", "text/event-stream", "nonsense"})
  void answersInJsonWhateverAClientAccepts(String accept) throws Exception {
    MultipartForm form = new MultipartForm().file("media", "photo.jpg", "image/jpeg", PHOTO);

    Answer submitted =
        reelway.send(
            reelway
                .request(JOBS)
                .header("Content-Type", form.contentType())
                .header("Accept", accept),
            "POST",
            form.body());

    assertThat(submitted.status()).isEqualTo(202);
    for (String path : List.of(submitted.header("Location"), JOBS, "/api/media/presets")) {
      Answer answer = reelway.get(path, "Accept", accept);
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    }
  }

  @Test
  void answersNotFoundForUnknownIds() throws Exception {
    for (String id : List.of(UUID.randomUUID().toString(), "x", "..%2F..%2Fetc%2Fpasswd", "null")) {
      assertError(reelway.get(JOBS + "/" + id), 404, "not-found");
      assertError(reelway.get(JOBS + "/" + id + "/download"), 404, "not-found");
    }
    assertError(reelway.get("/no/such/route"), 404, "not-found");
  }

  @Test
  void finishesEightJobsAtOnceAndAnswersQuicklyMeanwhile() throws Exception {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Path file = i % 2 == 0 ? PHOTO : media("video/h264-480x360-audio-mono.mp4");
      ids.add(reelway.submit(file, "web").json().get("jobId").asString());
    }

    for (String id : ids) {
      assertThat(reelway.await(id).get("status").asString()).isEqualTo("done");
    }
  }

  private static JsonNode optimize(String name, Path file, String preset)
      throws IOException, InterruptedException {
    Answer answer =
        reelway.post(
            JOBS,
            new MultipartForm()
                .field("preset", preset)
                .file("media", name, "application/octet-stream", file));
    assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
    return reelway.await(answer.json().get("jobId").asString());
  }
}
