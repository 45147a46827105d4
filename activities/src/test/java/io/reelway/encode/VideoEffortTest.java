package io.reelway.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.reelway.plan.StrategyId;
import io.reelway.spec.JobOptions;
import io.reelway.spec.Preset;
import io.reelway.stage.CutStage.Cuts;
import io.reelway.store.JobJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Videos with the arguments of another effort than the usual one; see decision 0113. */
@Execution(ExecutionMode.CONCURRENT)
class VideoEffortTest {
  private static final String NOISE = "testsrc2=s=192x108:r=25:d=2,noise=alls=20:allf=t";

  @TempDir private Path folder;
  private Studio studio;

  @BeforeEach
  void open() {
    studio = new Studio(folder);
  }

  /**
   * A second try must find the output of the first, which is named by its content. x264 does not do
   * this with two threads and a maximum bit rate that takes effect, at any effort.
   */
  @ParameterizedTest
  @CsvSource({
    "video-webm-vp9, fast",
    "video-webm-vp9, thorough",
    "video-mp4-av1, fast",
    "video-mp4-av1, thorough",
    "video-mp4-hevc, fast"
  })
  void givesTheSameBytesWhereTheBitRateIsCapped(StrategyId strategy, String effort)
      throws Exception {
    Path source = source(NOISE);
    Preset preset = preset(strategy, effort);

    Path first = studio.encodeAndCheck(source, preset, strategy);
    Path second = studio.encodeAndCheck(source, preset, strategy);

    assertThat(Files.mismatch(first, second)).isEqualTo(-1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"video-mp4-h264", "video-webm-vp9", "video-mp4-av1", "video-mp4-hevc"})
  void hasTheFramesAndTimesOfAWholeEncodeWhenDivided(StrategyId strategy) throws Exception {
    Path source = source("testsrc2=s=160x90:r=25:d=5");
    Preset preset = preset(strategy, "fast");
    Path whole = studio.encodeAndCheck(source, preset, strategy);
    Path own = Files.createDirectories(folder.resolve("divided"));
    Duration length = Duration.ofSeconds(2);
    try (DividedStudio divided = new DividedStudio(own, source, preset, strategy)) {
      Cuts cuts = divided.cut(length);
      assertThat(cuts.segments()).hasSizeGreaterThan(1);

      Path joined = divided.divided(length, cuts);

      assertThat(studio.times(joined)).isEqualTo(studio.times(whole));
      assertThat(studio.seconds(joined)).isCloseTo(studio.seconds(whole), within(0.01));
      assertThat(studio.similarity(joined, whole)).isGreaterThan(0.95);
    }
  }

  private Path source(String picture) throws Exception {
    return studio.synthesize(
        "mp4", "-f", "lavfi", "-i", picture, "-c:v", "libx264", "-preset", "ultrafast");
  }

  /** A preset whose maximum bit rate takes effect on noise. */
  private static Preset preset(StrategyId strategy, String effort) throws IOException {
    return new Preset("tight", 320, 80, 20, 300, 64, List.of(), List.of(strategy))
        .with(JobJson.MAPPER.readValue("{\"effort\": \"%s\"}".formatted(effort), JobOptions.class));
  }
}
