package io.reelway.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.reelway.encode.Studio.Take;
import io.reelway.plan.Presets;
import io.reelway.verify.Measured;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The first frame of a part, in sources in which ffmpeg finds another one by itself. */
class FirstFrameTest {
  /** Ten frames in a second; each is brighter by 4 than the one before. */
  private static final String FRAMES =
      "color=black:s=64x64:r=10:d=4,format=gray,geq=lum='40+4*N',format=yuv420p";

  @TempDir private Path folder;
  private Studio studio;

  @BeforeEach
  void open() {
    studio = new Studio(folder);
  }

  /** The sound of a transport stream begins half a second before its picture. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {'format':['mp4'],'start':1.25,'duration':1}
          {'format':['mp4'],'start':1.25,'duration':1,'audio':'none'}
          {'format':['gif'],'start':1.25,'duration':1}
          {'format':['png'],'start':1.25}
          """)
  void theTimeOfTheSourceCountsEvenIfTheOutputHasNoSound(String options) throws Exception {
    Path source =
        studio.synthesize(
            "ts",
            "-f",
            "lavfi",
            "-i",
            "sine=d=4",
            "-itsoffset",
            "0.5",
            "-f",
            "lavfi",
            "-i",
            FRAMES,
            "-c:v",
            "libx264",
            "-c:a",
            "aac");

    Take take = studio.encode(source, Presets.WEB, options);
    studio.check(take);

    assertThat(firstFrame(take)).isEqualTo(7);
  }

  /** The frames 18 and 19 refer to the key frame 20, which MP4 finds for their times. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {'format':['mp4'],'start':1.85,'duration':0.5} | 18
          {'format':['gif'],'start':1.95,'duration':0.5} | 19
          {'format':['jpeg'],'start':1.85}               | 18
          """)
  void aPartMayBeginBeforeAnOpenKeyFrame(String options, int frame) throws Exception {
    Path source =
        studio.synthesize(
            "mp4",
            "-f",
            "lavfi",
            "-i",
            FRAMES,
            "-c:v",
            "libx264",
            "-x264-params",
            "open-gop=1:keyint=10:min-keyint=10:bframes=3:b-adapt=0:scenecut=0");

    Take take = studio.encode(source, Presets.WEB, options);
    studio.check(take);

    assertThat(firstFrame(take)).isEqualTo(frame);
  }

  /** One frame is shown from 1.1 s until 3 s, when a key frame follows, as in screen recordings. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {'format':['mp4'],'start':1.5,'duration':1}    | 1000
          {'format':['mp4'],'start':1.5,'duration':2}    | 2000
          {'format':['gif'],'start':1.5,'duration':2}    | 2000
          {'format':['png'],'start':2.9}                 |
          """)
  void aPartMayBeginInAPauseBeforeAKeyFrame(String options, Integer millis) throws Exception {
    Take take = studio.encode(pause(), Presets.WEB, options);
    Measured measured = studio.check(take);

    assertThat(firstFrame(take)).isEqualTo(11);
    assertThat(measured.warnings()).isEmpty();
    if (millis != null) {
      assertThat(measured.duration()).isCloseTo(Duration.ofMillis(millis), Duration.ofMillis(45));
    }
  }

  @Test
  void theFramesAfterAPauseKeepTheirTimes() throws Exception {
    Take take =
        studio.encode(pause(), Presets.WEB, "{'format':['mp4'],'start':2.5,'duration':0.7}");
    studio.check(take);

    List<Double> times = studio.times(take.output());
    assertThat(times).hasSize(3);
    assertThat(times.get(1)).isCloseTo(0.5, within(0.001));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{'format':['gif'],'duration':3}", "{'format':['png'],'start':1.5}"})
  void anImageOfADamagedVideoHasAWarning(String options) throws Exception {
    Path source =
        studio.synthesize(
            "mp4", "-f", "lavfi", "-i", "testsrc2=s=160x90:r=10:d=3", "-c:v", "libx264");
    byte[] bytes = Files.readAllBytes(source);
    int middle = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("mdat") + bytes.length / 3;
    Arrays.fill(bytes, middle, middle + 3000, (byte) 0x55);
    Files.write(source, bytes);

    Take take = studio.encode(source, Presets.WEB, options);

    assertThat(studio.check(take).bytes()).isPositive();
    assertThat(take.encoding().warnings())
        .containsExactly(
            "Parts of the video are damaged; the image may look wrong or lack frames.");
  }

  private Path pause() throws Exception {
    return studio.synthesize(
        "mp4",
        "-f",
        "lavfi",
        "-i",
        FRAMES + ",select='not(between(n,12,29))'",
        "-fps_mode",
        "vfr",
        "-c:v",
        "libx264",
        "-x264-params",
        "keyint=12:min-keyint=12:bframes=3:b-adapt=0:scenecut=0");
  }

  /** The number of the frame of the source with which an output begins. */
  private long firstFrame(Take take) throws Exception {
    double brightness =
        studio
            .perFrame(take.output(), "format=gray,signalstats", "lavfi.signalstats.YAVG")
            .getFirst();
    return Math.round((brightness - 40) / 4);
  }
}
