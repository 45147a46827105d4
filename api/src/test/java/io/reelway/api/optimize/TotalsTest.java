package io.reelway.api.optimize;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.api.MultipartForm;
import io.reelway.api.RunningReelway;
import io.reelway.api.RunningReelway.Answer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;

/** The totals of the service in the headers of the synchronous route. */
@ExtendWith(OutputCaptureExtension.class)
class TotalsTest {
  private static final List<String> PHOTOS =
      List.of("image/exif-orientation-6.jpg", "image/gps-exif-nikon.jpg");

  @TempDir private static Path data;
  private static RunningReelway reelway;

  @BeforeAll
  static void start() {
    reelway =
        RunningReelway.start(
            data,
            "reelway.keys=alice:a-key-of-alice,bob:a-key-of-bob",
            "logging.level.org.springframework.jdbc.core.JdbcTemplate=debug");
  }

  @AfterAll
  static void stop() {
    reelway.close();
  }

  @Test
  void countEveryJobOfEveryOwnerUpToThisOneAndCostOneQuery(CapturedOutput log) throws Exception {
    long jobs = 0;
    long saved = 0;
    for (String photo : PHOTOS) {
      for (String owner : List.of("alice", "bob")) {
        long before = queries(log);

        Answer answer = optimize(photo, owner);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        jobs++;
        saved += Long.parseLong(answer.header("x-pipelyn-saved-bytes"));
        assertThat(answer.header("x-pipelyn-total-jobs")).isEqualTo(Long.toString(jobs));
        assertThat(answer.header("x-pipelyn-total-bytes-saved")).isEqualTo(Long.toString(saved));
        assertThat(queries(log) - before).as("queries").isEqualTo(1);
      }
    }
    assertThat(saved).isPositive();
    assertThat(usage().path("totalJobs").asLong()).isEqualTo(jobs);
    assertThat(usage().path("totalSavedBytes").asLong()).isEqualTo(saved);
  }

  /** The statements that read the sums of the usage. */
  private static long queries(CapturedOutput log) {
    return log.getAll().lines().filter(line -> line.contains("from usage_of_day")).count();
  }

  private static JsonNode usage() throws Exception {
    return reelway.get("/api/usage", "x-api-key", "a-key-of-alice").json();
  }

  private static Answer optimize(String photo, String owner) throws Exception {
    MultipartForm form =
        new MultipartForm()
            .file("media", "photo.jpg", "application/octet-stream", RunningReelway.media(photo));
    return reelway.send(
        reelway
            .request("/api/media/optimize")
            .header("x-api-key", "a-key-of-" + owner)
            .header("Content-Type", form.contentType()),
        "POST",
        form.body());
  }
}
