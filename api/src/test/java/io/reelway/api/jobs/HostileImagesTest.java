package io.reelway.api.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.api.ReelwayProcess;
import io.reelway.image.heif.HostileHeif;
import java.awt.image.BufferedImage;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Images whose headers once kept a worker busy for minutes or filled its memory. The program runs
 * in a separate process with 300 MB of heap.
 */
@Timeout(300)
class HostileImagesTest {
  /** Each image took minutes; the limit allows for a busy machine. */
  private static final long SOON_MILLIS = 20_000;

  /** Ten of these files in memory would be 600 MB and more. */
  private static final long LEFT_BEHIND = 40 << 20;

  private static final String HEAVY_ENCODE =
      "reelway_queue_wait_seconds_count{queue=\"heavy\",stage=\"encode\"}";

  @TempDir private static Path work;
  private static ReelwayProcess reelway;
  private static Path photo;

  @BeforeAll
  static void start() throws Exception {
    photo = work.resolve("photo.png");
    ImageIO.write(new BufferedImage(700, 500, BufferedImage.TYPE_INT_RGB), "png", photo.toFile());
    reelway = ReelwayProcess.start(work, "reelway", "reelway.engine=in-memory");
  }

  @AfterAll
  static void stop() {
    if (reelway != null) {
      reelway.close();
    }
  }

  @Test
  void doNotDelayImagesOfOthers() throws Exception {
    Path many =
        Files.write(work.resolve("many-references.heic"), HostileHeif.ofAdditions(9_999, 50_000));
    List<String> hostile = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      hostile.add(reelway.submit(many, "web"));
    }

    JsonNode other = reelway.await(reelway.submit(photo, "web"), "done");

    assertThat(duration(other)).isLessThan(SOON_MILLIS);
    for (String job : hostile) {
      assertRefused(reelway.await(job, "failed"));
    }
  }

  @Test
  void areRefusedRepeatedlyWithoutFillingMemory() throws Exception {
    Path very =
        Files.write(
            work.resolve("very-many-references.heic"), HostileHeif.ofAdditions(2, 5_000_000));
    assertRefused(reelway.await(reelway.submit(very, "web"), "failed"));
    long before = reelway.heap();

    for (int i = 0; i < 10; i++) {
      assertRefused(reelway.await(reelway.submit(very, "web"), "failed"));
    }

    assertThat(reelway.heap() - before).isLessThan(LEFT_BEHIND);
    assertThat(reelway.await(reelway.submit(photo, "web"), "done").path("result").isMissingNode())
        .isFalse();
  }

  /** A GIF of a few hundred bytes whose pixels would occupy a slot for small images. */
  @Test
  void withManyPixelsInFewBytesUseAVideoSlot() throws Exception {
    assertThat(metrics()).doesNotContain(HEAVY_ENCODE);
    Path gif = Files.write(work.resolve("many-pixels.gif"), Gifs.ofTinyFrames(2000, 17));

    reelway.await(reelway.submit(gif, "web"), "encoding");

    assertThat(metrics()).contains(HEAVY_ENCODE);
  }

  private static String metrics() throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(
              HttpRequest.newBuilder(reelway.url("/actuator/prometheus")).build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    }
  }

  private static void assertRefused(JsonNode job) {
    assertThat(job.at("/error/code").asString()).isEqualTo("probe-failed");
    assertThat(duration(job)).isLessThan(SOON_MILLIS);
  }

  /** The duration of the job in milliseconds, from its own times. */
  private static long duration(JsonNode job) {
    return job.path("completedAt").asLong() - job.path("createdAt").asLong();
  }
}
