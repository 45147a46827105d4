package io.reelway.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.reelway.encode.Studio.Take;
import io.reelway.failure.StageException;
import io.reelway.job.ErrorCode;
import io.reelway.plan.Presets;
import io.reelway.verify.Measured;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Odd parts of the time and the picture of a source. */
class ExcerptTest {
  @TempDir private Path folder;
  private Studio studio;

  @BeforeEach
  void open() {
    studio = new Studio(folder);
  }

  @Test
  void aStillOfASlideShowIsTheSlideThatIsShown() throws Exception {
    Take take = studio.encode(slides(), Presets.WEB, "{'format':['png'],'start':38}");
    studio.check(take);

    // The last of four slides begins at 30 s, with the brightness 50 + 30.
    assertThat(studio.perFrame(take.output(), "format=gray,signalstats", "lavfi.signalstats.YAVG"))
        .singleElement()
        .satisfies(mean -> assertThat(mean).isCloseTo(75, within(15.0)));
  }

  @Test
  void timeInWhichNoFrameBeginsIsRefused() throws Exception {
    Path source = slides();

    assertThatExceptionOfType(StageException.class)
        .isThrownBy(() -> studio.encode(source, Presets.WEB, "{'start':12,'duration':2}"))
        .withMessageStartingWith("No frame of the video begins in the requested time")
        .satisfies(refused -> assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_INPUT));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {'format':['mp4'],'duration':2,'maxFrameRate':2}  | 2000
          {'format':['webm'],'duration':2,'maxFrameRate':2} | 2000
          {'format':['mp4'],'start':1,'duration':1.5}       | 1500
          """)
  void anExcerptLastsUntilItsEnd(String options, int millis) throws Exception {
    Take take = studio.encode(clip(), Presets.WEB, options);
    Measured measured = studio.check(take);

    assertThat(measured.duration()).isCloseTo(Duration.ofMillis(millis), Duration.ofMillis(45));
    assertThat(measured.warnings()).isEmpty();
  }

  @Test
  void aMaximumFrameRateIsNoEarlyEnd() throws Exception {
    Take take = studio.encode(clip(), Presets.WEB, "{'maxFrameRate':1}");

    assertThat(studio.check(take).warnings()).isEmpty();
  }

  @Test
  void anExcerptAfterTheSoundHasNone() throws Exception {
    Take take = studio.encode(clip(), Presets.WEB, "{'start':2.5}");
    studio.check(take);

    assertThat(studio.soundTimes(take.output())).isEmpty();
    assertThat(studio.times(take.output())).hasSize(37);
  }

  @ParameterizedTest
  @CsvSource({"mp4, 1, 200", "mp4, 200, 1", "webp, 1, 200", "jpeg, 200, 1"})
  void aVeryNarrowPictureCanBeCutOut(String format, int width, int height) throws Exception {
    String options =
        "{'format':['%s'],'width':%d,'height':%d,'fit':'cover'}".formatted(format, width, height);

    Take take = studio.encode(clip(), Presets.WEB, options);

    assertThat(studio.check(take).bytes()).isPositive();
  }

  /** Four seconds of picture, two of sound. */
  private Path clip() throws Exception {
    return studio.synthesize(
        "mp4",
        "-f",
        "lavfi",
        "-i",
        "testsrc2=s=160x90:r=25:d=4",
        "-f",
        "lavfi",
        "-i",
        "sine=d=2",
        "-c:v",
        "libx264",
        "-crf",
        "5",
        "-pix_fmt",
        "yuv420p");
  }

  /** Four pictures of ten seconds each. */
  private Path slides() throws Exception {
    return studio.synthesize(
        "mp4",
        "-f",
        "lavfi",
        "-i",
        "color=black:s=64x64:r=1/10:d=40,format=gray,geq=lum='50+T'",
        "-c:v",
        "libx264",
        "-bf",
        "0",
        "-pix_fmt",
        "yuv420p");
  }
}
