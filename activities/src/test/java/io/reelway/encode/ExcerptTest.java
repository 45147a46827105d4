package io.reelway.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.reelway.encode.Studio.Take;
import io.reelway.failure.StageException;
import io.reelway.job.ErrorCode;
import io.reelway.plan.Presets;
import io.reelway.verify.Measured;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
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

  /** The slides begin every 10 s. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {'format':['mp4'],'start':12,'duration':2}                     | 60
          {'format':['mp4'],'start':38}                                  | 80
          {'format':['webm'],'start':38}                                 | 80
          {'format':['mp4'],'start':38,'videoCodec':'av1'}               | 80
          """)
  void aPartWithinOneFrameShowsItForItsTime(String options, double brightness) throws Exception {
    Take take = studio.encode(slides(), Presets.WEB, options);
    Measured measured = studio.check(take);

    assertThat(studio.times(take.output())).containsExactly(0.0);
    assertThat(measured.duration()).isCloseTo(Duration.ofSeconds(2), Duration.ofMillis(5));
    assertThat(brightness(take))
        .first()
        .satisfies(mean -> assertThat(mean).isCloseTo(brightness, within(2.0)));
  }

  /** Every tenth of a second a frame, which is brighter by 4, but none at 1.3 s and 1.4 s. */
  @ParameterizedTest
  @CsvSource({"mp4, libx264", "mkv, libx264", "ts, libx264", "avi, mpeg4"})
  void aPartBeginsWithTheFrameThatIsShownAtItsStart(String container, String codec)
      throws Exception {
    boolean constant = container.equals("avi");
    Path source =
        studio.synthesize(
            container,
            "-f",
            "lavfi",
            "-i",
            "color=black:s=64x64:r=10:d=3,format=gray,geq=lum='40+4*N'"
                + (constant ? "" : ",select='not(between(n,13,14))'"),
            "-f",
            "lavfi",
            "-i",
            "aevalsrc=0.8*gte(t\\,2)*sin(6283*t):s=48000:d=3",
            "-fps_mode",
            "vfr",
            "-c:v",
            codec,
            "-bf",
            constant ? "0" : "2",
            "-c:a",
            constant ? "pcm_s16le" : "aac",
            "-g",
            "15",
            "-pix_fmt",
            "yuv420p");
    double start = constant ? 1.23 : 1.43;
    double brightness = 40 + 12 * 4;

    Take take =
        studio.encode(
            source, Presets.WEB, "{'format':['mp4'],'start':%s,'duration':1}".formatted(start));
    Measured measured = studio.check(take);

    List<Double> times = studio.times(take.output());
    assertThat(times.getFirst()).isEqualTo(0);
    // A transport stream begins with the sound, a little before its picture.
    assertThat(times.get(1)).isBetween(0.069, 0.0921);
    assertThat(brightness(take))
        .first()
        .satisfies(mean -> assertThat(mean).isCloseTo(brightness, within(2.0)));
    assertThat(measured.duration()).isCloseTo(Duration.ofSeconds(1), Duration.ofMillis(25));
    double second = constant ? 1.3 : 1.5;
    assertThat(onset(take.output()) - times.get(1)).isCloseTo(2 - second, within(0.001));
  }

  /** When the sound of an output begins to be loud, in seconds. */
  private double onset(Path file) throws Exception {
    byte[] sound =
        studio.bytes(
            List.of(
                "-v",
                "error",
                "-i",
                file.toString(),
                "-ac",
                "1",
                "-ar",
                "48000",
                "-f",
                "s16le",
                "pipe:1"));
    ShortBuffer samples = ByteBuffer.wrap(sound).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer();
    while (Math.abs(samples.get(samples.position())) < 10_000) {
      samples.get();
    }
    return samples.position() / 48_000.0;
  }

  private List<Double> brightness(Take take) throws Exception {
    return studio.perFrame(take.output(), "format=gray,signalstats", "lavfi.signalstats.YAVG");
  }

  @Test
  void aStillFromBeforeTheFirstFrameIsTheFirstFrame() throws Exception {
    Path source =
        studio.synthesize(
            "mp4",
            "-itsoffset",
            "0.6",
            "-f",
            "lavfi",
            "-i",
            "testsrc2=s=64x64:r=25:d=2",
            "-f",
            "lavfi",
            "-i",
            "sine=d=3");

    for (String at : List.of("0", "0.3")) {
      Take take =
          studio.encode(
              source,
              Presets.WEB,
              "{'outputs':[{'name':'p','type':'image','at':%s}]}".formatted(at),
              "p");

      assertThat(studio.check(take).bytes()).isPositive();
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {'format':['mp4'],'duration':2,'maxFrameRate':2}  | 2000
          {'format':['webm'],'duration':2,'maxFrameRate':2} | 2000
          {'format':['mp4'],'start':1,'duration':1.5}       | 1500
          {'format':['mp4'],'maxFrameRate':1}               | 4000
          {'format':['mp4'],'maxFrameRate':9}               | 4000
          {'format':['mp4'],'maxFrameRate':11}              | 4000
          {'format':['mp4'],'maxFrameRate':12}              | 4000
          {'format':['mp4'],'maxFrameRate':11,'start':0.52} | 3480
          {'format':['mp4'],'maxFrameRate':11,'videoCodec':'hevc'} | 4000
          {'format':['webm'],'maxFrameRate':1}              | 4000
          {'format':['mp4'],'maxFrameRate':1,'videoCodec':'av1'} | 4000
          {'format':['mp4'],'maxFrameRate':1,'start':0.5}   | 3500
          """)
  void anExcerptLastsUntilItsEnd(String options, int millis) throws Exception {
    Take take = studio.encode(clip(), Presets.WEB, options);
    Measured measured = studio.check(take);

    assertThat(measured.duration()).isCloseTo(Duration.ofMillis(millis), Duration.ofMillis(10));
    assertThat(measured.warnings()).isEmpty();
  }

  /** The sound lasts 6 s, and the picture is shown from 2 s to 6 s. */
  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          mp4 | {'format':['mp4'],'start':5}                                  | 1000
          mp4 | {'format':['mp4'],'start':3,'duration':2.5}                   | 2500
          mp4 | {'format':['mp4'],'audio':'none','start':1,'duration':3}      | 2000
          mp4 | {'format':['mp4'],'audio':'none'}                             | 4000
          mp4 | {'format':['mp4'],'audio':'none','maxFrameRate':3,'start':1}  | 4000
          mp4 | {'format':['webm'],'audio':'none','videoCodec':'av1'}         | 4000
          mp4 | {'format':['webp'],'start':5.5}               |
          mp4 | {'format':['gif'],'start':4.5,'maxFrameRate':5}               | 1500
          ts  | {'format':['mp4'],'start':5}                                  | 1000
          ts  | {'format':['mp4'],'audio':'none','start':5}                   | 1000
          ts  | {'format':['mp4'],'audio':'none','duration':3}                | 3000
          ts  | {'format':['mp4'],'audio':'none'}                             | 4000
          """)
  void aPartOfALatePictureLastsUntilItsEnd(
      String container, String options, @Nullable Integer millis) throws Exception {
    Take take = studio.encode(latePicture(container), Presets.WEB, options);
    Measured measured = studio.check(take);

    assertThat(measured.warnings()).isEmpty();
    if (millis != null) {
      assertThat(measured.duration()).isCloseTo(Duration.ofMillis(millis), Duration.ofMillis(30));
    }
  }

  private Path latePicture(String container) throws Exception {
    return studio.synthesize(
        container,
        "-f",
        "lavfi",
        "-i",
        "sine=d=6",
        "-itsoffset",
        "2",
        "-f",
        "lavfi",
        "-i",
        "testsrc2=s=96x64:r=25:d=4",
        "-c:v",
        "libx264",
        "-bf",
        "0");
  }

  @ParameterizedTest
  @CsvSource({"mp4, 1.5, 1500", "webm, 1.5, 1500", "mp4, 9, 4000", "webm, 9, 4000"})
  void anExcerptOfARecordingLastsUntilItsEnd(String format, double duration, int millis)
      throws Exception {
    Take take =
        studio.encode(
            recording("-an"),
            Presets.WEB,
            "{'format':['%s'],'duration':%s}".formatted(format, duration));
    Measured measured = studio.check(take);

    assertThat(take.probe().duration()).isNull();
    assertThat(measured.duration()).isCloseTo(Duration.ofMillis(millis), Duration.ofMillis(10));
    assertThat(measured.warnings()).isEmpty();
  }

  /** An elementary stream of 4 s tells no times. The part begins within a frame. */
  @ParameterizedTest
  @CsvSource({"mp4, 1, 1000", "webm, 1, 1000", "mp4, 9, 1980", "webm, 9, 1980"})
  void anExcerptOfAnElementaryStreamLastsUntilItsEnd(String format, int duration, int millis)
      throws Exception {
    Path source =
        studio.synthesize(
            "m2v", "-f", "lavfi", "-i", "testsrc2=s=96x64:r=25:d=4", "-c:v", "mpeg2video");

    Take take =
        studio.encode(
            source,
            Presets.WEB,
            "{'format':['%s'],'start':2.02,'duration':%d}".formatted(format, duration));

    assertThat(studio.check(take).duration()).isEqualTo(Duration.ofMillis(millis));
  }

  @ParameterizedTest
  @CsvSource({
    "mp4, 5, The picture lasts only 4 s",
    "webp, 5, The picture lasts only 4 s",
    "gif, 4, The picture lasts only 4 s",
    "m4a, 5, The sound of the source ends before",
    "mp3, 5, The sound of the source ends before",
    "ogg, 5, The sound of the source ends before"
  })
  void anExcerptAfterTheEndOfARecordingIsRefused(String format, int start, String sentence)
      throws Exception {
    Path source = recording();

    assertThatExceptionOfType(StageException.class)
        .isThrownBy(() ->
            studio.encode(
                source, Presets.WEB, "{'format':['%s'],'start':%d}".formatted(format, start)))
        .withMessageStartingWith(sentence)
        .satisfies(refused -> assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_INPUT));
  }

  @Test
  void anExcerptAfterTheSoundHasNone() throws Exception {
    Take take = studio.encode(clip(), Presets.WEB, "{'start':2.5}");
    studio.check(take);

    assertThat(studio.soundTimes(take.output())).isEmpty();
    assertThat(studio.times(take.output())).hasSize(38);
  }

  @ParameterizedTest
  @CsvSource({"mp4, 1, 200", "mp4, 200, 1", "webp, 1, 200", "jpeg, 200, 1"})
  void aVeryNarrowPictureCanBeCutOut(String format, int width, int height) throws Exception {
    String options =
        "{'format':['%s'],'width':%d,'height':%d,'fit':'cover'}".formatted(format, width, height);

    Take take = studio.encode(clip(), Presets.WEB, options);

    assertThat(studio.check(take).bytes()).isPositive();
  }

  /**
   * A recording of a browser, which has no length: a frame every 400 ms for 4 s, and sound unless
   * left out.
   */
  private Path recording(String... without) throws Exception {
    List<String> words =
        new ArrayList<>(List.of("-f", "lavfi", "-i", "testsrc2=s=96x64:r=5/2:d=4"));
    words.addAll(List.of("-f", "lavfi", "-i", "sine=d=4", "-live", "1"));
    words.addAll(List.of(without));
    return studio.synthesize("webm", words.toArray(String[]::new));
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
