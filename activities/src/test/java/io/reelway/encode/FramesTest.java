package io.reelway.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.reelway.encode.Studio.Take;
import io.reelway.failure.StageException;
import io.reelway.job.ErrorCode;
import io.reelway.plan.Presets;
import io.reelway.verify.Measured;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Images of videos, videos of animations, and formats that compete. */
class FramesTest {
  @TempDir private Path folder;
  private Studio studio;

  @BeforeEach
  void open() {
    studio = new Studio(folder);
  }

  @Test
  void aStillOfAVideoIsTheFrameOfItsTime() throws Exception {
    Path source = gray(1);

    Take take = studio.encode(source, Presets.WEB, "{'format':['webp'],'start':2}");
    Measured measured = studio.check(take);

    assertThat(measured.duration()).isNull();
    // The frame of second 2 has the brightness 50 + 2 * 25.
    assertThat(studio.perFrame(take.output(), "signalstats", "lavfi.signalstats.YAVG"))
        .singleElement()
        .satisfies(mean -> assertThat(mean).isCloseTo(100, within(3.0)));
  }

  @Test
  void aStillAfterTheLastFrameIsTheLastFrame() throws Exception {
    Take take = studio.encode(gray(1), Presets.WEB, "{'format':['jpeg'],'start':3.9}");

    studio.check(take);
    assertThat(studio.perFrame(take.output(), "signalstats", "lavfi.signalstats.YAVG"))
        .singleElement()
        .satisfies(mean -> assertThat(mean).isCloseTo(137, within(20.0)));
  }

  /** Delays of 0.1, 0.5 and 0.3 s. */
  @ParameterizedTest
  @CsvSource({"gif, mp4", "gif, webm", "apng, mp4", "webp, mp4"})
  void anAnimationBecomesAVideoWithTheSameTimes(String source, String format) throws Exception {
    Path animation =
        studio.synthesize(
            source,
            "-f",
            "lavfi",
            "-i",
            "testsrc2=s=160x91:r=10:d=0.9,select='eq(n,0)+eq(n,1)+eq(n,6)'",
            "-fps_mode",
            "vfr",
            "-enc_time_base",
            "1/100",
            "-final_delay",
            "30");

    Take take = studio.encode(animation, Presets.WEB, "{'format':['%s']}".formatted(format));
    Measured measured = studio.check(take);

    assertThat(studio.times(take.output())).containsExactly(0.0, 0.1, 0.6);
    assertThat(measured.duration())
        .isCloseTo(studio.probe(animation).duration(), Duration.ofMillis(5));
    assertThat(measured.width()).isEqualTo(160);
    assertThat(measured.height()).isEqualTo(90);
  }

  /**
   * The first and the last third are black. Transport streams, AVI and FLV have no usable index.
   */
  @ParameterizedTest
  @ValueSource(strings = {"mp4", "ts", "avi", "flv", "wmv"})
  void aPosterIsNotBlack(String extension) throws Exception {
    Path source =
        studio.synthesize(
            extension,
            "-f",
            "lavfi",
            "-i",
            "testsrc2=s=160x90:r=10:d=9,drawbox=color=black:t=fill:enable='lt(t,3)+gt(t,6)'");

    Take take =
        studio.encode(
            source, Presets.WEB, "{'outputs':[{'name':'poster','type':'image'}]}", "poster");
    studio.check(take);

    assertThat(studio.perFrame(take.output(), "signalstats", "lavfi.signalstats.YAVG"))
        .singleElement()
        .satisfies(mean -> assertThat(mean).isGreaterThan(60));
  }

  /** The picture lasts 9 s and is black for 3 s. */
  @Test
  void aPosterOfAVideoWithALongerSoundIsNotBlack() throws Exception {
    Path source =
        studio.synthesize(
            "mp4",
            "-f",
            "lavfi",
            "-i",
            "testsrc2=s=160x90:r=10:d=9,drawbox=color=black:t=fill:enable='lt(t,3)'",
            "-f",
            "lavfi",
            "-i",
            "sine=d=200");

    Take take = studio.encode(source, Presets.WEB, "{'format':['webp']}");
    studio.check(take);

    assertThat(studio.perFrame(take.output(), "signalstats", "lavfi.signalstats.YAVG"))
        .singleElement()
        .satisfies(mean -> assertThat(mean).isGreaterThan(60));
  }

  /** The picture is gray for 2 s, and has colours after that. */
  @ParameterizedTest
  @CsvSource({"1, 0, 5", "9, 20, 255"})
  void aStillIsLookedForWithinTheDuration(double duration, double least, double most)
      throws Exception {
    Path source =
        studio.synthesize(
            "mp4",
            "-f",
            "lavfi",
            "-i",
            "testsrc2=s=160x90:r=10:d=9,drawbox=color=gray:t=fill:enable='lt(t,2)'");

    Take take =
        studio.encode(source, Presets.WEB, "{'format':['webp'],'duration':%s}".formatted(duration));
    studio.check(take);

    assertThat(studio.perFrame(take.output(), "signalstats", "lavfi.signalstats.SATAVG"))
        .singleElement()
        .satisfies(mean -> assertThat(mean).isBetween(least, most));
  }

  /** Recorders of browsers write no length. The first third is black. */
  @Test
  void aPosterOfAVideoWithoutALengthIsNotBlack() throws Exception {
    Path source =
        studio.synthesize(
            "webm",
            "-f",
            "lavfi",
            "-i",
            "testsrc2=s=160x90:r=10:d=9,drawbox=color=black:t=fill:enable='lt(t,3)'",
            "-live",
            "1");

    Take take =
        studio.encode(
            source, Presets.WEB, "{'outputs':[{'name':'poster','type':'image'}]}", "poster");
    studio.check(take);

    assertThat(take.probe().duration()).isNull();
    assertThat(studio.perFrame(take.output(), "signalstats", "lavfi.signalstats.YAVG"))
        .singleElement()
        .satisfies(mean -> assertThat(mean).isGreaterThan(60));
  }

  /** The frame at 45 % of the length is the best one, but 0.1 s after it a cut follows. */
  @Test
  void aPosterIsNotNearACut() throws Exception {
    Path source =
        studio.synthesize(
            "mp4",
            "-f",
            "lavfi",
            "-i",
            "color=0x707070:s=160x90:r=20:d=9,drawbox=x=50:w=40:color=0x909090:t=fill[plain]"
                + ";testsrc2=s=160x90:r=20:d=9[busy]"
                + ";[plain][busy]overlay=enable='between(t,3.9,4.16)'");

    Take take =
        studio.encode(
            source, Presets.WEB, "{'outputs':[{'name':'poster','type':'image'}]}", "poster");
    studio.check(take);

    assertThat(studio.perFrame(take.output(), "signalstats", "lavfi.signalstats.SATAVG"))
        .singleElement()
        .satisfies(saturation -> assertThat(saturation).isLessThan(5));
  }

  /** Browsers record WebM without a length. */
  @Test
  void anAnimationOfAVideoWithoutALengthHasALimit() throws Exception {
    Path source =
        studio.synthesize(
            "webm",
            "-f",
            "lavfi",
            "-i",
            "testsrc2=s=64x36:r=50:d=20.04",
            "-c:v",
            "libvpx",
            "-deadline",
            "realtime",
            "-live",
            "1");

    assertThat(studio.probe(source).duration()).isNull();
    assertThatThrownBy(() -> studio.encode(source, Presets.WEB, "{'format':['gif']}"))
        .isInstanceOfSatisfying(
            StageException.class,
            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_INPUT))
        .hasMessageContaining("at most 1000 frames");
  }

  /** Such a stream is found nowhere but at its start. */
  @Test
  void aPosterOfAStreamWithOneKeyFrameIsNotBlack() throws Exception {
    Path source =
        studio.synthesize(
            "ts",
            "-f",
            "lavfi",
            "-i",
            "testsrc2=s=160x90:r=10:d=9,drawbox=color=black:t=fill:enable='lt(t,3)+gt(t,6)'",
            "-g",
            "1000",
            "-c:v",
            "libx264",
            "-sc_threshold",
            "0");

    Take take =
        studio.encode(
            source, Presets.WEB, "{'outputs':[{'name':'poster','type':'image'}]}", "poster");
    studio.check(take);

    assertThat(studio.perFrame(take.output(), "signalstats", "lavfi.signalstats.YAVG"))
        .singleElement()
        .satisfies(mean -> assertThat(mean).isGreaterThan(60));
  }

  /** HDR needs filters that refuse odd sides. */
  @Test
  void aStillOfBrightVideoMayHaveOddSides() throws Exception {
    Path source =
        studio.synthesize(
            "mp4",
            "-f",
            "lavfi",
            "-i",
            "testsrc2=s=160x90:r=5:d=1,format=yuv420p10le,setparams=color_primaries=bt2020"
                + ":color_trc=smpte2084:colorspace=bt2020nc",
            "-c:v",
            "libx265",
            "-color_primaries",
            "bt2020",
            "-color_trc",
            "smpte2084",
            "-colorspace",
            "bt2020nc");

    Take take =
        studio.encode(
            source,
            Presets.WEB,
            "{'format':['webp'],'width':75,'height':75,'fit':'cover','start':0.5}");
    Measured measured = studio.check(take);

    assertThat(measured.width() + "x" + measured.height()).isEqualTo("75x75");
  }

  @Test
  void aPosterHasTheFrameOfItsTime() throws Exception {
    Take take =
        studio.encode(
            gray(1),
            Presets.WEB,
            "{'outputs':[{'name':'poster','type':'image','at':3,'options':{'format':['jpeg']}}]}",
            "poster");
    studio.check(take);

    assertThat(studio.perFrame(take.output(), "signalstats", "lavfi.signalstats.YAVG"))
        .singleElement()
        .satisfies(mean -> assertThat(mean).isCloseTo(125, within(5.0)));
  }

  @Test
  void aVideoBecomesAShortAnimation() throws Exception {
    Path source = studio.synthesize("mp4", "-f", "lavfi", "-i", "testsrc2=s=640x360:r=24:d=6");

    Take take =
        studio.encode(
            source,
            Presets.WEB,
            "{'outputs':[{'name':'preview','type':'animation',"
                + "'options':{'start':2,'duration':1.5,'width':160}}]}",
            "preview");
    Measured measured = studio.check(take);

    assertThat(take.attempt().mediaType().value()).isEqualTo("image/webp");
    assertThat(measured.width()).isEqualTo(160);
    assertThat(measured.duration()).isCloseTo(Duration.ofMillis(1500), Duration.ofMillis(90));
  }

  @Test
  void anAnimationIsShortAndSmallUnlessAskedOtherwise() throws Exception {
    Path source = studio.synthesize("mp4", "-f", "lavfi", "-i", "testsrc2=s=640x360:r=24:d=6");

    Take take =
        studio.encode(
            source,
            Presets.WEB,
            "{'outputs':[{'name':'p','type':'animation','options':{'format':['mp4']}}]}",
            "p");
    Measured measured = studio.check(take);

    assertThat(take.attempt().mediaType().value()).isEqualTo("video/mp4");
    assertThat(measured.width()).isEqualTo(320);
    assertThat(measured.duration()).isCloseTo(Duration.ofSeconds(3), Duration.ofMillis(90));
    assertThat(studio.times(take.output())).hasSize(36);
  }

  @ParameterizedTest
  @CsvSource({"'webp','avif','jpeg'", "'jpeg','avif','webp'"})
  void theSmallestOfSeveralFormatsWins(String one, String two, String three) throws Exception {
    Path photo =
        studio.synthesize(
            "jpg", "-f", "lavfi", "-i", "mandelbrot=s=640x400", "-frames:v", "1", "-q:v", "2");
    long smallest = Long.MAX_VALUE;
    for (String format : new String[] {one, two, three}) {
      Take alone = studio.encode(photo, Presets.WEB, "{'format':['%s']}".formatted(format));
      smallest = Math.min(smallest, Files.size(alone.output()));
    }

    Take best =
        studio.encode(photo, Presets.WEB, "{'format':['%s','%s','%s']}".formatted(one, two, three));

    assertThat(studio.check(best).bytes()).isEqualTo(smallest);
  }

  @Test
  void theSmallestOfSeveralVideosWins() throws Exception {
    Path source =
        studio.synthesize(
            "mp4", "-f", "lavfi", "-i", "testsrc2=s=160x90:r=10:d=2", "-c:v", "mpeg4", "-q:v", "2");
    long mp4 = Files.size(studio.encode(source, Presets.WEB, "{'format':['mp4']}").output());
    long webm = Files.size(studio.encode(source, Presets.WEB, "{'format':['webm']}").output());

    Take best = studio.encode(source, Presets.WEB, "{'format':['webp','mp4','webm']}");

    assertThat(studio.check(best).bytes()).isEqualTo(Math.min(mp4, webm));
  }

  /** A lossless WebP would be smaller. */
  @Test
  void aDrawingKeepsTheFormatThatWasAskedFor() throws Exception {
    Path drawing =
        studio.synthesize(
            "png", "-f", "lavfi", "-i", "color=white:s=200x200,drawgrid", "-frames:v", "1");

    Take take = studio.encode(drawing, Presets.WEB, "{'format':['jpeg']}");

    assertThat(take.attempt().mediaType().value()).isEqualTo("image/jpeg");
  }

  /** A video without sound, whose frames get brighter. */
  private Path gray(int framesPerSecond) throws Exception {
    return studio.synthesize(
        "mp4",
        "-f",
        "lavfi",
        "-i",
        "color=black:s=64x64:r=%d:d=4,format=gray,geq=lum='50+25*T'".formatted(framesPerSecond),
        "-c:v",
        "libx264",
        "-pix_fmt",
        "yuv420p");
  }
}
