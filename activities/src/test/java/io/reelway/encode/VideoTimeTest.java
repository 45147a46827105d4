package io.reelway.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.reelway.encode.Studio.Take;
import io.reelway.plan.Presets;
import io.reelway.plan.StrategyId;
import io.reelway.strategy.StrategyIds;
import io.reelway.verify.Measured;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
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

/** The time base, the start and the duration of encoded videos. */
class VideoTimeTest {
  private static final Duration FRAME = Duration.ofMillis(50);

  @TempDir private Path folder;
  private Studio studio;

  @BeforeEach
  void open() {
    studio = new Studio(folder);
  }

  /**
   * Screen recorders and phones write such files: two frames may be closer than the average frame
   * rate allows.
   */
  @ParameterizedTest
  @ValueSource(strings = {"video-mp4-h264", "video-webm-vp9"})
  void acceptsFewFramesWithAFineTimeBase(StrategyId strategy) throws Exception {
    Path source =
        studio.synthesize(
            "mp4",
            "-f",
            "lavfi",
            "-i",
            "testsrc2=s=96x64:r=250:d=4",
            "-vf",
            "select='not(mod(n,40))+eq(mod(n,40),1)+eq(mod(n,40),2)'",
            "-fps_mode",
            "vfr",
            "-enc_time_base",
            "1/250",
            "-c:v",
            "libx264");

    Take take = studio.encode(source, Presets.WEB, strategy);
    Measured measured = studio.check(take);

    List<Double> wanted = studio.times(source);
    List<Double> found = studio.times(take.output());
    assertThat(found).hasSameSizeAs(wanted);
    for (int i = 0; i < wanted.size(); i++) {
      assertThat(found.get(i)).isCloseTo(wanted.get(i) - wanted.getFirst(), within(0.002));
    }
    assertThat(measured.warnings()).isEmpty();
  }

  /**
   * The encoder decodes the first frames early by their distance, so its frames take more time than
   * there is. For some numbers of frames, the last frame that is shown is also decoded last.
   */
  @ParameterizedTest
  @CsvSource({
    "video-mp4-h264, 57",
    "video-mp4-h264, 58",
    "video-mp4-h264, 59",
    "video-mp4-h264, 60",
    "video-mp4-hevc, 57",
    "video-mp4-hevc, 58"
  })
  void showsTheLastFrameForItsTimeAfterALongFirstOne(StrategyId strategy, int frames)
      throws Exception {
    Path source =
        studio.synthesize(
            "mkv",
            "-f",
            "lavfi",
            "-i",
            "testsrc2=s=96x64:r=25",
            "-vf",
            "select='not(between(n,1,3))'",
            "-fps_mode",
            "vfr",
            "-frames:v",
            Integer.toString(frames),
            "-c:v",
            "ffv1");

    Take take = studio.encode(source, Presets.of(strategy), strategy);
    studio.check(take);

    assertThat(studio.seconds(take.output())).isCloseTo((frames + 3) / 25.0, within(0.01));
  }

  @ParameterizedTest
  @CsvSource({
    "mp4, mpeg4, aac",
    "mkv, mpeg4, aac",
    "webm, libvpx, libopus",
    "ts, mpeg2video, aac",
    "avi, mpeg4, mp3",
    "flv, flv, mp3"
  })
  void countsSoundThatOutlastsThePicture(String extension, String picture, String sound)
      throws Exception {
    Path source =
        studio.synthesize(
            extension,
            "-f",
            "lavfi",
            "-i",
            "testsrc2=s=96x64:r=25:d=1",
            "-f",
            "lavfi",
            "-i",
            "sine=r=44100:d=3",
            "-c:v",
            picture,
            "-c:a",
            sound);

    Take take = studio.encode(source, Presets.WEB, StrategyIds.VIDEO_MP4_H264);
    Measured measured = studio.check(take);

    assertThat(take.probe().duration()).isCloseTo(Duration.ofSeconds(3), Duration.ofMillis(250));
    assertThat(measured.duration()).isCloseTo(Duration.ofSeconds(3), Duration.ofMillis(100));
    assertThat(measured.warnings()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"mp4, 10", "mkv, 10", "ts, 10", "mp4, -1", "mkv, -1"})
  void doesNotCountTimeBeforeTheFirstFrame(String extension, int offset) throws Exception {
    Path source =
        studio.synthesize(
            extension,
            "-f",
            "lavfi",
            "-i",
            "testsrc2=s=96x64:r=25:d=" + (offset < 0 ? 2 - offset : 2),
            "-c:v",
            "libx264",
            "-bf",
            "0",
            "-g",
            "25",
            "-output_ts_offset",
            Integer.toString(offset),
            "-avoid_negative_ts",
            "disabled");

    Take take = studio.encode(source, Presets.WEB, StrategyIds.VIDEO_MP4_H264);
    Measured measured = studio.check(take);

    assertThat(take.probe().duration()).isCloseTo(Duration.ofSeconds(2), FRAME);
    assertThat(measured.duration()).isCloseTo(Duration.ofSeconds(2), FRAME);
    assertThat(measured.warnings()).isEmpty();
  }

  /** An editor that moves the start and keeps the length asks for more than the file has. */
  @Test
  void ignoresTimeThatAnEditListRequestsButTheFileLacks() throws Exception {
    Path source =
        studio.synthesize(
            "mp4", "-f", "lavfi", "-i", "testsrc2=s=96x64:r=25:d=4", "-c:v", "libx264");
    byte[] movie = Files.readAllBytes(source);
    int list = new String(movie, StandardCharsets.ISO_8859_1).indexOf("elst");
    ByteBuffer edits = ByteBuffer.wrap(movie);
    int mediaTime = list + 16;
    edits.putInt(mediaTime, edits.getInt(mediaTime) + 12_800);
    Files.write(source, movie);

    Take take = studio.encode(source, Presets.WEB, StrategyIds.VIDEO_MP4_H264);
    Measured measured = studio.check(take);

    assertThat(take.probe().duration()).isCloseTo(Duration.ofSeconds(3), FRAME);
    assertThat(measured.duration()).isCloseTo(Duration.ofSeconds(3), FRAME);
    assertThat(measured.warnings()).isEmpty();
  }
}
