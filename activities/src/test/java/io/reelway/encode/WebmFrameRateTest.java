package io.reelway.encode;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.reelway.encode.Studio.Take;
import io.reelway.media.Rational;
import io.reelway.plan.Presets;
import io.reelway.plan.StrategyId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The frame rate in the header of a WebM is that of its frames. */
class WebmFrameRateTest {
  private static final Duration LENGTH = Duration.ofSeconds(2);

  @TempDir private Path folder;
  private Studio studio;

  @BeforeEach
  void open() {
    studio = new Studio(folder);
  }

  private Path clip(String picture) throws Exception {
    return studio.synthesize("mp4", "-f", "lavfi", "-i", picture);
  }

  private double stated(Path output) throws Exception {
    Rational rate = studio.probe(output).pictureTrack().frameRate();
    return Objects.requireNonNull(rate).value();
  }

  @ParameterizedTest(name = "{0} -> {2} {1}")
  @CsvSource({
    "30000/1001, vp9, 10, 10",
    "30000/1001, av1, 10, 10",
    "30, vp9, 7.5, 7.5",
    "24, vp9, 10, 10",
    "30000/1001, vp9, 60, 29.97003",
    "30000/1001, av1, 60, 29.97003"
  })
  void isThatOfTheCapIfFramesWereDropped(String source, String codec, double cap, double rate)
      throws Exception {
    Path clip = clip("testsrc2=s=160x90:r=%s:d=6".formatted(source));
    Take take =
        studio.encode(
            clip,
            Presets.WEB,
            "{'format':['webm'],'videoCodec':'%s','maxFrameRate':%s}".formatted(codec, cap));
    studio.check(take);

    assertThat(stated(take.output())).isCloseTo(rate, within(0.00001));
  }

  @Test
  void isTheMeanIfTheDistancesDiffer() throws Exception {
    Path clip = clip("testsrc2=s=160x90:r=50:d=4,select='not(mod(n,5))+gt(t,3)'");
    Take take = studio.encode(clip, Presets.WEB, "{'format':['webm']}");
    studio.check(take);

    List<Double> times = studio.times(take.output());
    double mean = (times.size() - 1) / (times.getLast() - times.getFirst());
    assertThat(stated(take.output())).isCloseTo(mean, within(mean / 100));
  }

  /** ffmpeg reserves three bytes for 120 frames per second, and longer distances need four. */
  @Test
  void isMissingIfItDoesNotFitInTheHeader() throws Exception {
    Path clip = clip("testsrc2=s=160x90:r=120:d=4,select='not(mod(n,12))+gt(t,3)*not(mod(n,5))'");
    Take take = studio.encode(clip, Presets.WEB, "{'format':['webm']}");
    studio.check(take);

    String header = Files.readString(take.output(), ISO_8859_1).substring(0, 1000);
    assertThat(header).contains("V_VP9").doesNotContain("#\u00e3\u0083");
  }

  @ParameterizedTest
  @CsvSource("video-webm-vp9")
  void isThatOfTheCapInADividedVideo(StrategyId strategy) throws Exception {
    Path clip = clip("testsrc2=s=160x90:r=120:d=6");

    try (DividedStudio studio = new DividedStudio(folder, clip, Presets.of(strategy), strategy)) {
      Path output = studio.divided(LENGTH, studio.cut(LENGTH));

      assertThat(stated(output)).isCloseTo(60, within(0.00001));
    }
  }
}
