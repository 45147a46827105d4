package io.reelway.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.reelway.media.Probe;
import io.reelway.plan.Presets;
import io.reelway.plan.StrategyId;
import io.reelway.strategy.StrategyIds;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The shape, the frames and the frame times of encoded videos, measured in their pixels. */
class VideoPictureTest {
  @TempDir private Path folder;
  private Studio studio;

  @BeforeEach
  void open() {
    studio = new Studio(folder);
  }

  /** The quarters are red, green, blue and white. ffmpeg counts rotation counter-clockwise. */
  @ParameterizedTest
  @CsvSource({
    "'-display_rotation:v:0 0', RGBW",
    "'-display_rotation:v:0 90', GWRB",
    "'-display_rotation:v:0 180', WBGR",
    "'-display_rotation:v:0 270', BRWG",
    "'-display_rotation:v:0 0 -display_hflip:v:0', GRWB",
    "'-display_rotation:v:0 0 -display_vflip:v:0', BWRG",
  })
  void isUpright(String matrix, String quarters) throws Exception {
    Path plain =
        studio.synthesize(
            "mp4",
            "-f",
            "lavfi",
            "-i",
            "color=white:s=96x64:r=10:d=0.5,drawbox=0:0:48:32:red:fill,"
                + "drawbox=48:0:48:32:lime:fill,drawbox=0:32:48:32:blue:fill",
            "-pix_fmt",
            "yuv420p");
    List<String> words = new ArrayList<>(List.of(matrix.split(" ", -1)));
    words.addAll(List.of("-i", plain.toString(), "-c", "copy"));
    Path turned = studio.synthesize("mp4", words.toArray(String[]::new));

    Path output = studio.encodeAndCheck(turned, Presets.WEB, StrategyIds.VIDEO_MP4_H264);

    assertThat(quarters(output)).isEqualTo(quarters);
  }

  private String quarters(Path file) throws IOException, InterruptedException {
    byte[] pixels =
        studio.bytes(
            List.of(
                "-v",
                "error",
                "-i",
                file.toString(),
                "-frames:v",
                "1",
                "-vf",
                "format=rgb24,scale=2:2:flags=area",
                "-f",
                "rawvideo",
                "-"));
    StringBuilder letters = new StringBuilder();
    for (int i = 0; i < 12; i += 3) {
      boolean red = (pixels[i] & 255) > 128;
      boolean green = (pixels[i + 1] & 255) > 128;
      boolean blue = (pixels[i + 2] & 255) > 128;
      letters.append(red && green && blue ? 'W' : red ? 'R' : green ? 'G' : blue ? 'B' : '?');
    }
    return letters.toString();
  }

  @ParameterizedTest
  @CsvSource({
    "video/h264-640x360-sar2-1.mp4, 720, 202",
    "video/h264-480p10-sar4-3-20s.mp4, 720, 406",
    "video/h264-1080p-fragmented-rot90-audio5.1.mp4, 406, 720",
    "video/vp9-161x121-odd-dimensions.webm, 160, 120",
  })
  void hasSquarePixelsAndTheRightAspectRatio(String name, int width, int height) throws Exception {
    Probe output =
        studio.probe(
            studio.encodeAndCheck(
                Studio.corpus(name), Presets.LOW_BANDWIDTH, StrategyIds.VIDEO_MP4_H264));

    assertThat(output.picture().width()).isEqualTo(width);
    assertThat(output.picture().height()).isEqualTo(height);
    assertThat(output.picture().pixelAspect().value()).isEqualTo(1);
  }

  @Test
  void weavesInterlacedFieldsIntoFrames() throws Exception {
    Path source =
        studio.synthesize(
            "ts",
            "-i",
            Studio.corpus("video/h264-540p30-5s-flower.mp4").toString(),
            "-t",
            "2",
            "-an",
            "-vf",
            "scale=480:270,crop=480:256,tinterlace=interleave_top,setfield=tff",
            "-c:v",
            "mpeg2video",
            "-flags",
            "+ildct+ilme",
            "-q:v",
            "3");
    assertThat(studio.probe(source).video().interlaced()).isTrue();

    Path output = studio.encodeAndCheck(source, Presets.WEB, StrategyIds.VIDEO_MP4_H264);

    assertThat(combedShare(source)).isGreaterThan(0.6);
    assertThat(combedShare(output)).isLessThan(0.1);
  }

  @Test
  void leavesProgressiveFramesUnchangedThatAreLabelledAsInterlaced() throws Exception {
    String[] picture = {
      "-i",
      Studio.corpus("video/h264-540p30-5s-flower.mp4").toString(),
      "-t",
      "1",
      "-an",
      "-vf",
      "scale=480:270,crop=480:256,setfield=tff",
      "-c:v",
      "mpeg2video",
      "-q:v",
      "2",
      "-flags",
      "+ildct+ilme"
    };
    Path labelled = studio.synthesize("ts", picture);
    assertThat(studio.probe(labelled).video().interlaced()).isTrue();

    Path output = studio.encodeAndCheck(labelled, Presets.WEB, StrategyIds.VIDEO_MP4_H264);

    String seen =
        studio.run(
            List.of(
                "-v",
                "error",
                "-i",
                output.toString(),
                "-i",
                labelled.toString(),
                "-lavfi",
                "[0:v]setpts=N/(25*TB)[a];[1:v]setpts=N/(25*TB)[b];[a][b]ssim=stats_file=-",
                "-f",
                "null",
                "-"));
    double mean =
        seen.lines()
            .mapToDouble(line -> Double.parseDouble(line.replaceAll(".*All:([0-9.]+).*", "$1")))
            .average()
            .orElseThrow();
    assertThat(mean).isGreaterThan(0.96);
  }

  /** The share of frames that show combing, i.e. look like two fields. */
  private double combedShare(Path file) throws IOException, InterruptedException {
    String printed =
        studio.run(
            List.of(
                "-v",
                "error",
                "-i",
                file.toString(),
                "-vf",
                "idet,metadata=print:key=lavfi.idet.multiple.current_frame:file=-",
                "-f",
                "null",
                "-"));
    List<String> verdicts =
        printed
            .lines()
            .filter(line -> line.startsWith("lavfi.idet"))
            .map(line -> line.substring(line.indexOf('=') + 1))
            .toList();
    return (double) verdicts.stream().filter(verdict -> verdict.endsWith("ff")).count()
        / verdicts.size();
  }

  @ParameterizedTest
  @ValueSource(strings = {"video-mp4-h264", "video-webm-vp9"})
  void keepsUnevenFrameTimes(StrategyId strategy) throws Exception {
    Path source = Studio.corpus("video/h264-3026x1386-extreme-vfr-screen.mp4");

    Path output = studio.encodeAndCheck(source, Presets.LOW_BANDWIDTH, strategy);

    List<Double> wanted = studio.times(source);
    List<Double> found = studio.times(output);
    assertThat(found).hasSameSizeAs(wanted);
    for (int i = 0; i < wanted.size(); i++) {
      assertThat(found.get(i)).isCloseTo(wanted.get(i), within(0.002));
    }
    assertThat(studio.probe(output).duration())
        .isCloseTo(studio.probe(source).duration(), java.time.Duration.ofMillis(50));
  }

  /** The header of a WebM does not declare gaps. Screen recordings end with one. */
  @ParameterizedTest
  @CsvSource({"webm, libvpx", "mkv, libx264", "mp4, libx264"})
  void keepsTheGapBeforeTheLastFrame(String extension, String codec) throws Exception {
    Path source =
        studio.synthesize(
            extension,
            "-f",
            "lavfi",
            "-i",
            "testsrc2=s=160x90:r=30:d=4",
            "-vf",
            "select='lt(n,3)+eq(n,90)'",
            "-fps_mode",
            "vfr",
            "-c:v",
            codec,
            "-b:v",
            "2M");

    Path output = studio.encodeAndCheck(source, Presets.WEB, StrategyIds.VIDEO_MP4_H264);

    assertThat(studio.times(output)).hasSize(4).last().isEqualTo(3.0);
    assertThat(studio.probe(output).duration())
        .isCloseTo(java.time.Duration.ofMillis(3033), java.time.Duration.ofMillis(5));
  }

  @ParameterizedTest
  @CsvSource({"120, 60", "100, 60", "60, 60", "50, 50"})
  void limitsTheFrameRateTo60AndAddsNoFrames(int rate, int frames) throws Exception {
    Path source =
        studio.synthesize(
            "mkv", "-f", "lavfi", "-i", "testsrc2=s=64x64:r=" + rate + ":d=1", "-c:v", "libx264");

    Path output = studio.encodeAndCheck(source, Presets.WEB, StrategyIds.VIDEO_MP4_H264);

    assertThat(studio.times(output)).hasSize(frames);
  }
}
