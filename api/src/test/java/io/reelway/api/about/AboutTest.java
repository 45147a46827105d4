package io.reelway.api.about;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.api.RunningReelway;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The routes that describe the service. */
class AboutTest {
  @TempDir private static Path data;
  private static RunningReelway reelway;

  @BeforeAll
  static void start() {
    reelway = RunningReelway.start(data, "reelway.limits.input=1536 KiB");
  }

  @AfterAll
  static void stop() {
    reelway.close();
  }

  @Test
  void isHealthy() throws Exception {
    assertThat(reelway.get("/api/health").json()).isEqualTo(json("{'ok': true}"));
  }

  @Test
  void showsThePresetsOfTheContract() throws Exception {
    assertThat(reelway.get("/api/media/presets").json())
        .isEqualTo(
            json(
                """
                {'defaultPreset': 'web', 'presets': [
                  {'name': 'mobile', 'maxWidth': 900, 'imageQuality': 78, 'videoCrf': 28,
                   'videoBitrateKbps': 1200, 'audioBitrateKbps': 96,
                   'imageStrategies': ['image-webp', 'image-avif', 'image-jpeg'],
                   'videoStrategies': ['video-mp4-h264', 'video-webm-vp9'],
                   'options': {'audio': 'keep', 'width': 900, 'fit': 'contain',
                     'maxFrameRate': 60, 'quality': 78,
                     'effort': 'balanced'}},
                  {'name': 'web', 'maxWidth': 1400, 'imageQuality': 82, 'videoCrf': 24,
                   'videoBitrateKbps': 2400, 'audioBitrateKbps': 128,
                   'imageStrategies': ['image-webp', 'image-avif', 'image-jpeg'],
                   'videoStrategies': ['video-mp4-h264', 'video-webm-vp9'],
                   'options': {'audio': 'keep', 'width': 1400, 'fit': 'contain',
                     'maxFrameRate': 60, 'quality': 82,
                     'effort': 'balanced'}},
                  {'name': 'low-bandwidth', 'maxWidth': 720, 'imageQuality': 72, 'videoCrf': 30,
                   'videoBitrateKbps': 900, 'audioBitrateKbps': 80,
                   'imageStrategies': ['image-avif', 'image-webp', 'image-jpeg'],
                   'videoStrategies': ['video-webm-vp9', 'video-mp4-h264'],
                   'options': {'audio': 'keep', 'width': 720, 'fit': 'contain',
                     'maxFrameRate': 60, 'quality': 72,
                     'effort': 'balanced'}}]}
                """));
  }

  @Test
  void showsTheLimitsInForce() throws Exception {
    JsonNode limits = reelway.get("/api/media/limits").json();

    assertThat(limits.get("maxInputBytes").asLong()).isEqualTo(1536 * 1024);
    assertThat(limits.get("maxInputMegabytes").decimalValue()).isEqualByComparingTo("1.5");
    assertThat(limits.get("maxPixels").asLong()).isEqualTo(100_000_000);
    assertThat(limits.get("maxDurationSec").asLong()).isEqualTo(12 * 3600);
  }

  private static JsonNode json(String text) {
    return new JsonMapper().readTree(text.replace('\'', '"'));
  }
}
