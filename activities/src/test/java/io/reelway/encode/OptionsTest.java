package io.reelway.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.reelway.encode.Studio.Take;
import io.reelway.plan.ExpectedPicture;
import io.reelway.plan.Plan;
import io.reelway.plan.Presets;
import io.reelway.plan.StrategyId;
import io.reelway.verify.Measured;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What options make of a source. */
class OptionsTest {
  private static final String SOUND = "sine=f=440:r=48000:d=4";

  @TempDir private Path folder;
  private Studio studio;

  @BeforeEach
  void open() {
    studio = new Studio(folder);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {'width':160}                            | 160x90
          {'height':60}                            | 106x60
          {'width':100,'height':100}               | 100x56
          {'width':100,'height':100,'fit':'cover'} | 100x100
          {'width':100,'height':100,'fit':'fill'}  | 100x100
          {'width':640,'height':640,'fit':'cover'} | 180x180
          {'width':640,'height':90,'fit':'fill'}   | 320x90
          {'width':4000}                           | 320x180
          """)
  void fitsAVideoIntoItsSize(String options, String size) throws Exception {
    Take take = studio.encode(clip(), Presets.WEB, options);
    Measured measured = studio.check(take);

    assertThat(measured.width() + "x" + measured.height()).isEqualTo(size);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {'width':151}                                            | 151x85  | image/webp
          {'width':99,'height':99,'fit':'cover'}                   | 99x99   | image/webp
          {'width':99,'height':99,'fit':'fill','format':['jpeg']}  | 99x99   | image/jpeg
          {'height':50,'format':['avif']}                          | 89x50   | image/avif
          """)
  void fitsAnImageIntoItsSize(String options, String size, String type) throws Exception {
    Take take = studio.encode(photo(), Presets.WEB, options);
    Measured measured = studio.check(take);

    assertThat(measured.width() + "x" + measured.height()).isEqualTo(size);
    assertThat(take.attempt().mediaType().value()).isEqualTo(type);
  }

  /** The middle third is white, so nothing else may be seen. */
  @Test
  void coverKeepsTheMiddle() throws Exception {
    Path source =
        studio.synthesize(
            "png",
            "-f",
            "lavfi",
            "-i",
            "color=black:s=300x100,drawbox=x=100:y=0:w=100:h=100:color=white:t=fill",
            "-frames:v",
            "1");

    Take take = studio.encode(source, Presets.WEB, "{'width':80,'height':80,'fit':'cover'}");

    assertThat(studio.perFrame(take.output(), "signalstats", "lavfi.signalstats.YAVG"))
        .singleElement()
        .satisfies(mean -> assertThat(mean).isGreaterThan(230));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {'start':1.04}                | 1.04 | 4.00
          {'start':1.05,'duration':0.5} | 1.05 | 1.55
          {'duration':2}                | 0    | 2
          {'start':3.96}                | 3.96 | 4.00
          """)
  void trimsToTheFrame(String options, double start, double end) throws Exception {
    Path source = clip();

    Take take = studio.encode(source, Presets.WEB, options);
    studio.check(take);

    // The first frame may have begun up to 0.04 s before the start.
    List<Double> wanted =
        studio.times(source).stream().filter(time -> time > start - 0.039 && time < end).toList();
    List<Double> found = studio.times(take.output());
    assertThat(found).hasSameSizeAs(wanted);
    for (int i = 0; i < wanted.size(); i++) {
      assertThat(found.get(i)).isCloseTo(Math.max(0, wanted.get(i) - start), within(0.001));
    }
  }

  /** A container without an index, with a key frame only at its start. */
  @ParameterizedTest
  @ValueSource(strings = {"ts", "flv", "avi"})
  void trimsToTheFrameWithoutAnIndex(String extension) throws Exception {
    Path source =
        studio.synthesize(
            extension,
            "-f",
            "lavfi",
            "-i",
            "testsrc2=s=96x64:r=25:d=3",
            "-f",
            "lavfi",
            "-i",
            "sine=d=3",
            "-c:v",
            "libx264",
            "-bf",
            "0",
            "-g",
            "100",
            "-c:a",
            "libmp3lame",
            "-ar",
            "44100");

    Take take = studio.encode(source, Presets.WEB, "{'start':2,'duration':0.5}");
    Measured measured = studio.check(take);

    assertThat(studio.times(take.output())).hasSizeBetween(12, 13);
    assertThat(measured.duration()).isCloseTo(Duration.ofMillis(500), Duration.ofMillis(60));
  }

  @Test
  void trimsTheSoundWithThePicture() throws Exception {
    Take take = studio.encode(clip(), Presets.WEB, "{'start':1.04,'duration':1.5}");
    Measured measured = studio.check(take);

    assertThat(measured.duration()).isCloseTo(Duration.ofMillis(1500), Duration.ofMillis(45));
    assertThat(measured.warnings()).isEmpty();
    assertThat(studio.soundTimes(take.output()).getFirst()).isCloseTo(0, within(0.03));
  }

  @Test
  void leavesTheSoundOut() throws Exception {
    Take take = studio.encode(clip(), Presets.WEB, "{'audio':'none'}");
    studio.check(take);

    assertThat(studio.soundTimes(take.output())).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"{'maxFrameRate':10}, 40", "{'maxFrameRate':25}, 100", "{'maxFrameRate':12.5}, 50"})
  void dropsFramesAboveTheMaximumRate(String options, int frames) throws Exception {
    Take take = studio.encode(clip(), Presets.WEB, options);
    studio.check(take);

    assertThat(studio.times(take.output())).hasSize(frames);
  }

  /** Half a second has 50 frames, and the rest one per second: fewer than 20 on average. */
  @ParameterizedTest
  @ValueSource(strings = {"mp4", "webm"})
  void dropsFramesOfAnUnevenVideoThatAreTooNear(String extension) throws Exception {
    Path source =
        studio.synthesize(
            extension,
            "-f",
            "lavfi",
            "-i",
            "testsrc2=s=160x90:r=100:d=6,select='lt(t,0.5)+not(mod(n,100))'",
            "-fps_mode",
            "passthrough");

    Take take = studio.encode(source, Presets.WEB, "{'format':['mp4'],'maxFrameRate':20}");
    studio.check(take);

    assertThat(studio.times(take.output())).hasSize(15);
  }

  @Test
  void aHigherQualityTakesMoreBytes() throws Exception {
    long low = Files.size(studio.encode(photo(), Presets.WEB, "{'quality':30}").output());
    long usual = Files.size(studio.encode(photo(), Presets.WEB, "{}").output());
    long same = Files.size(studio.encode(photo(), Presets.WEB, "{'quality':82}").output());
    long high = Files.size(studio.encode(photo(), Presets.WEB, "{'quality':95}").output());

    assertThat(low).isLessThan(usual);
    assertThat(same).isEqualTo(usual);
    assertThat(high).isGreaterThan(usual);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {'format':['webm']}                      | video-webm-vp9
          {'format':['mp4']}                       | video-mp4-h264
          {'format':['mp4'],'audioCodec':'opus'}   | video-mp4-h264
          {'videoCodec':'vp9'}                     | video-webm-vp9
          {'format':['webp']}                      | image-webp
          """)
  void theOptionsChooseTheStrategy(String options, StrategyId strategy) throws Exception {
    assertThat(Studio.plan(studio.probe(clip()), Presets.WEB, options).main().attempts())
        .first()
        .satisfies(attempt -> assertThat(attempt.strategy()).isEqualTo(strategy));
  }

  @Test
  void aFurtherOutputThatCannotBeMadeIsNamedInThePlan() throws Exception {
    Plan plan =
        Studio.plan(
            studio.probe(photo()),
            Presets.WEB,
            "{'outputs':[{'name':'small','type':'image','options':{'width':50}},"
                + "{'name':'sound','type':'audio'},{'name':'x','type':'hologram'}]}");

    assertThat(plan.further())
        .singleElement()
        .satisfies(small -> {
          ExpectedPicture picture = small.attempts().getFirst().picture();
          assertThat(picture.width()).isEqualTo(50);
        });
    assertThat(plan.refusals()).extracting(Plan.Refusal::name).containsExactly("sound", "x");
  }

  private Path clip() throws Exception {
    return studio.synthesize(
        "mp4",
        "-f",
        "lavfi",
        "-i",
        "testsrc2=s=320x180:r=25:d=4",
        "-f",
        "lavfi",
        "-i",
        SOUND,
        "-c:v",
        "libx264",
        "-g",
        "50",
        "-crf",
        "5",
        "-pix_fmt",
        "yuv420p");
  }

  private Path photo() throws Exception {
    return studio.synthesize(
        "jpg", "-f", "lavfi", "-i", "mandelbrot=s=320x180", "-frames:v", "1", "-q:v", "2");
  }
}
