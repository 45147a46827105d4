package io.reelway.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EncodeOnlyTest {
  @Test
  void leavesOutTheFramesThatAreSetAside() {
    assertThat(
            EncodeOnly.of(
                words(
                    "ffmpeg -y -f jpeg_pipe -i file:/in -filter_complex"
                        + " [0:0]scale=1400:-1,format=yuv420p[picture];[picture]split[out][look];"
                        + "[look]select=not(n)[samples] -map [out] -c:v libwebp file:/out"
                        + " -map [samples] -f nut file:/samples")))
        .isEqualTo(
            words(
                "ffmpeg -y -f jpeg_pipe -i file:/in -filter_complex"
                    + " [0:0]scale=1400:-1,format=yuv420p[picture];[picture]null[out]"
                    + " -map [out] -c:v libwebp file:/out"));
  }

  @Test
  void leavesOutTheComparisonInTheSameProcess() {
    assertThat(
            EncodeOnly.of(
                words(
                    "ffmpeg -y -i file:/in -filter_complex [0:v]scale=640:480,split[a][b]"
                        + " -map [a] -map 0:a:0 -c:v libx264 file:/out"
                        + " -dec 0:0 -filter_complex [dec:0][b]ssim[s] -map [s] -f null -")))
        .isEqualTo(
            words(
                "ffmpeg -y -i file:/in -filter_complex [0:v]scale=640:480,null[a]"
                    + " -map [a] -map 0:a:0 -c:v libx264 file:/out"));
  }

  @Test
  void leavesOutAWholeGraphThatNothingNeeds() {
    assertThat(
            EncodeOnly.of(
                words(
                    "ffmpeg -y -i file:/in -filter_complex [0:1]select=1[s] -map 0:0 file:/out"
                        + " -map [s] file:/samples")))
        .isEqualTo(words("ffmpeg -y -i file:/in -map 0:0 file:/out"));
  }

  @Test
  void keepsASplitThatTheEncodeNeeds() {
    String encode =
        "ffmpeg -y -i file:/in -filter_complex"
            + " [0:0]split=2[a][b];[b]alphaextract[c];[a][c]alphamerge[out] -map [out] file:/out";

    assertThat(EncodeOnly.of(words(encode))).isEqualTo(words(encode));
  }

  @Test
  void refusesAGraphThatCannotBeReduced() {
    List<String> command =
        words("ffmpeg -y -i file:/in -filter_complex [0:0]scale2ref[a][b] -map [a] file:/out");

    assertThatThrownBy(() -> EncodeOnly.of(command)).hasMessageContaining("Only a split");
  }

  @Test
  void theEncodesOfAJobAreThoseThatTheLogHadNotYet(@TempDir Path directory) throws Exception {
    Path log = directory.resolve("log");
    Files.writeString(
        log,
        """
        DEBUG Running /bin/prlimit --as=1 -- /ffmpeg/8.1/ffmpeg -y -i file:/store/a file:/scratch/a
        DEBUG Running /ffmpeg/8.1/ffprobe -i file:/store/b
        DEBUG Running /ffmpeg/8.1/ffmpeg -progress pipe:1 -i file:/scratch/a -f null -
        DEBUG Running /bin/bwrap -- /ffmpeg/8.1/ffmpeg -y -i file:/store/b file:/scratch/b
        """);

    assertThat(BareEncoder.count(log)).isEqualTo(2);
    assertThat(BareEncoder.of(log, 1, Path.of("/photo.jpg")).encodes())
        .containsExactly(words("/ffmpeg/8.1/ffmpeg -y -i file:/photo.jpg file:/scratch/b"));
  }

  private static List<String> words(String line) {
    return List.of(line.split(" "));
  }
}
