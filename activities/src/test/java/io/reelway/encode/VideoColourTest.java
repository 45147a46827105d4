package io.reelway.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.reelway.plan.Presets;
import io.reelway.strategy.StrategyIds;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The colours and the transparency of encoded videos, measured in their pixels. */
class VideoColourTest {
  @TempDir private Path folder;
  private Studio studio;

  @BeforeEach
  void open() {
    studio = new Studio(folder);
  }

  /** Without tone mapping the chart has half the saturation. */
  @ParameterizedTest
  @CsvSource({
    "video/hevc-10bit-hlg-1080p-9frames-color-chart.mp4, true",
    "video/av1-10bit-hdr10-720x1280-portrait.mp4, false",
  })
  void mapsHighDynamicRangeByTheFormulasOfTheStandards(String name, boolean hlg) throws Exception {
    Path source = Studio.corpus(name);

    Path output = studio.encodeAndCheck(source, Presets.LOW_BANDWIDTH, StrategyIds.VIDEO_MP4_H264);

    ToneMap.Look wanted = ToneMap.look(pixels(source, "rgb48le", "bt2020"), hlg);
    ToneMap.Look found = ToneMap.look8(pixels(output, "rgb24", "bt709"));
    assertThat(found.luma()).isCloseTo(wanted.luma(), within(0.08));
    assertThat(found.saturation())
        .isCloseTo(wanted.saturation(), within(0.15 * wanted.saturation()));
    assertThat(studio.probe(output).picture().colour())
        .isEqualTo(new io.reelway.media.Colour("tv", "bt709", "bt709", "bt709"));
  }

  /**
   * The pixel values are the green of BT.709 in BT.2020, by the matrix of ITU-R BT.2087,
   * gamma-coded.
   */
  @Test
  void convertsTheColoursOfUhdToBt709() throws Exception {
    Path source =
        studio.synthesize(
            "mkv",
            "-f",
            "lavfi",
            "-i",
            "color=0x91F545:s=64x64:r=10:d=0.5",
            "-vf",
            "format=rgb24,scale=out_color_matrix=bt2020:out_range=tv,format=yuv420p10le,"
                + "setparams=color_primaries=bt2020:color_trc=bt709:colorspace=bt2020nc:range=tv",
            "-c:v",
            "ffv1");

    Path output = studio.encodeAndCheck(source, Presets.WEB, StrategyIds.VIDEO_MP4_H264);

    byte[] shown = pixels(output, "rgb24", "bt709");
    assertThat(shown[0] & 255).as("red").isLessThan(25);
    assertThat(shown[1] & 255).as("green").isGreaterThan(245);
    assertThat(shown[2] & 255).as("blue").isLessThan(25);
  }

  private byte[] pixels(Path file, String format, String matrix) throws Exception {
    return studio.bytes(
        List.of(
            "-v",
            "error",
            "-i",
            file.toString(),
            "-frames:v",
            "1",
            "-vf",
            "scale=48:48:flags=area:in_range=tv:in_color_matrix=" + matrix + ",format=" + format,
            "-f",
            "rawvideo",
            "-"));
  }

  @Test
  void keepsTransparencyInVp9() throws Exception {
    Path source = Studio.corpus("video/vp9-alpha-5s.webm");

    Path output = studio.encodeAndCheck(source, Presets.WEB, StrategyIds.VIDEO_WEBM_VP9);

    assertThat(opacity(output)).isCloseTo(opacity(source), within(1.0)).isLessThan(128);
  }

  private double opacity(Path file) throws IOException, InterruptedException {
    String printed =
        studio.run(
            List.of(
                "-v",
                "error",
                "-c:v",
                "libvpx-vp9",
                "-i",
                file.toString(),
                "-frames:v",
                "30",
                "-vf",
                "alphaextract,signalstats,metadata=print:key=lavfi.signalstats.YAVG:file=-",
                "-f",
                "null",
                "-"));
    return printed
        .lines()
        .filter(line -> line.startsWith("lavfi"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf('=') + 1)))
        .average()
        .orElseThrow();
  }

  @Test
  void blendsTransparentPixelsWithWhiteInH264() throws Exception {
    Path output =
        studio.encodeAndCheck(
            Studio.corpus("video/vp9-alpha-5s.webm"), Presets.WEB, StrategyIds.VIDEO_MP4_H264);

    assertThat(studio.perFrame(output, "crop=8:8:0:0,signalstats", "lavfi.signalstats.YAVG"))
        .allSatisfy(luma -> assertThat(luma).isGreaterThan(225));
  }

  @Test
  void convertsFullRangeToLimitedRange() throws Exception {
    Path source =
        studio.synthesize(
            "avi",
            "-f",
            "lavfi",
            "-i",
            "color=white:s=64x64:r=10:d=0.5",
            "-c:v",
            "mjpeg",
            "-pix_fmt",
            "yuvj420p");

    Path output = studio.encodeAndCheck(source, Presets.WEB, StrategyIds.VIDEO_MP4_H264);

    assertThat(studio.perFrame(output, "signalstats", "lavfi.signalstats.YAVG"))
        .allSatisfy(luma -> assertThat(luma).isCloseTo(235, within(1.0)));
    assertThat(studio.probe(output).picture().colour().range()).isEqualTo("tv");
  }
}
