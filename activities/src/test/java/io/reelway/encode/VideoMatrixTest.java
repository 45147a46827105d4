package io.reelway.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.reelway.failure.StageException;
import io.reelway.job.ErrorCode;
import io.reelway.plan.Presets;
import io.reelway.strategy.StrategyIds;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Gray videos and videos with unusual colour matrices, which few decoders support. */
class VideoMatrixTest {
  @TempDir private Path folder;
  private Studio studio;

  @BeforeEach
  void open() {
    studio = new Studio(folder);
  }

  /** Black and white bars in the given range. */
  @ParameterizedTest(name = "{0}, {1}, {2}")
  @CsvSource({
    "gray, tv, libaom-av1, 16, 235",
    "gray, pc, libaom-av1, 0, 255",
    "gray10le, tv, libaom-av1, 64, 940",
    "gray10le, pc, libx265, 0, 1023",
    "gray12le, tv, libx265, 256, 3760",
    "gray, tv, ffv1, 16, 235",
    "gray, unknown, ffv1, 0, 255",
    "gray, unknown, libx265, 16, 235",
    "gray16le, tv, ffv1, 4096, 60160",
    "gray16be, pc, ffv1, 0, 65535"
  })
  void keepsBlackAndWhiteOfGrayVideos(
      String format, String range, String codec, int black, int white) throws Exception {
    Path source =
        studio.synthesize(
            "mkv",
            "-f",
            "lavfi",
            "-i",
            "color=black:s=128x64:r=10:d=0.5",
            "-vf",
            "format=%s,geq=lum='if(lt(X,64),%d,%d)',setparams=range=%s"
                .formatted(format, black, white, range),
            "-c:v",
            codec);

    Path output = studio.encodeAndCheck(source, Presets.WEB, StrategyIds.VIDEO_MP4_H264);

    assertThat(studio.perFrame(output, "crop=32:32:16:16,signalstats", "lavfi.signalstats.YAVG"))
        .allSatisfy(luma -> assertThat(luma).isCloseTo(16, within(1.0)));
    assertThat(studio.perFrame(output, "crop=32:32:80:16,signalstats", "lavfi.signalstats.YAVG"))
        .allSatisfy(luma -> assertThat(luma).isCloseTo(235, within(1.0)));
  }

  /** Orange, a colour that looks different under every matrix. */
  @ParameterizedTest
  @CsvSource({
    "ycgco, bt709, bt709",
    "bt2020c, bt2020, bt2020-10",
    "chroma-derived-nc, bt709, bt709",
    "chroma-derived-c, smpte432, bt709",
    "ictcp, bt2020, smpte2084",
    "ictcp, bt2020, arib-std-b67",
    "ictcp, unknown, unknown",
    "fcc, bt709, bt709",
    "smpte240m, bt709, bt709"
  })
  void convertsTheColourMatrix(String matrix, String primaries, String transfer) throws Exception {
    String bright = transfer.equals("unknown") ? "smpte2084" : transfer;
    String gamut = primaries.equals("unknown") ? "bt2020" : primaries;
    Path source = orange(matrix, gamut, bright, matrix, primaries, transfer);
    String plain = gamut.equals("bt709") ? "bt709" : "bt2020nc";
    Path twin = orange(plain, gamut, bright, plain, gamut, bright);

    byte[] found = pixel(studio.encodeAndCheck(source, Presets.WEB, StrategyIds.VIDEO_MP4_H264));
    byte[] wanted = pixel(studio.encodeAndCheck(twin, Presets.WEB, StrategyIds.VIDEO_MP4_H264));

    for (int i = 0; i < 3; i++) {
      assertThat(found[i] & 255).as("channel %d", i).isCloseTo(wanted[i] & 255, within(4));
    }
  }

  private Path orange(
      String matrix, String gamut, String light, String saysMatrix, String saysGamut, String says)
      throws Exception {
    return studio.synthesize(
        "mkv",
        "-f",
        "lavfi",
        "-i",
        "color=0xD08030:s=64x64:r=10:d=0.5",
        "-vf",
        ("format=gbrp16le,zscale=min=gbr:rin=pc:pin=%s:p=%s:tin=%s:t=%s:m=%s:r=tv,"
                + "format=yuv444p10le,setparams=colorspace=%s:color_primaries=%s:color_trc=%s:range=tv")
            .formatted(gamut, gamut, light, light, matrix, saysMatrix, saysGamut, says),
        "-c:v",
        "ffv1");
  }

  private byte[] pixel(Path file) throws Exception {
    return studio.bytes(
        List.of(
            "-v",
            "error",
            "-i",
            file.toString(),
            "-frames:v",
            "1",
            "-vf",
            "scale=1:1:flags=area:in_range=tv:in_color_matrix=bt709,format=rgb24",
            "-f",
            "rawvideo",
            "-"));
  }

  @ParameterizedTest
  @CsvSource({"11, smpte2085", "15, ipt-c2", "16, ycgco-re"})
  void reportsAMatrixThatCannotBeConverted(int number, String name) throws Exception {
    Path source =
        studio.synthesize(
            "mp4",
            "-f",
            "lavfi",
            "-i",
            "testsrc2=s=64x64:r=10:d=0.5",
            "-c:v",
            "libx264",
            "-pix_fmt",
            "yuv420p",
            "-bsf:v",
            "h264_metadata=matrix_coefficients=" + number);

    assertThatExceptionOfType(StageException.class)
        .isThrownBy(() -> studio.encodeAndCheck(source, Presets.WEB, StrategyIds.VIDEO_MP4_H264))
        .withMessage(
            "The colours of the video are coded with the matrix %s, which cannot be converted."
                .formatted(name))
        .extracting(StageException::code)
        .isEqualTo(ErrorCode.ENCODE_FAILED);
  }
}
