package io.reelway.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FfmpegDiagnosticsTest {
  @Test
  void countsPacketsWithoutOutput() throws IOException {
    FfmpegDiagnostics diagnostics =
        after(
            """
            [vist#0:1/h264 @ 0x1] [dec:h264 @ 0x2] Error submitting packet to decoder: Invalid data
            [vist#0:1/h264 @ 0x1] [dec:h264 @ 0x2] Decoding error: Invalid data found
            [vist#0:1/h264 @ 0x1] [dec:h264 @ 0x2] Decode error rate 1 exceeds maximum 0.666667
            """);
    assertThat(diagnostics.lostPackets()).isEqualTo(2);
    assertThat(diagnostics.ofInput()).isEqualTo(3);
  }

  @Test
  void countsConcealedDamage() throws IOException {
    FfmpegDiagnostics diagnostics =
        after(
            """
            [h264 @ 0x1] error while decoding MB 4 0, bytestream 4289
            [in#0/mov,mp4,m4a,3gp,3g2,mj2 @ 0x1] stream 1, offset 0x4cc82: partial file
            """);
    assertThat(diagnostics.lostPackets()).isZero();
    assertThat(diagnostics.ofInput()).isEqualTo(2);
  }

  @Test
  void doesNotBlameTheInputForEncoderAndMuxerErrors() throws IOException {
    FfmpegDiagnostics diagnostics =
        after(
            """
            [libx264 @ 0x1] width not divisible by 2 (3x3)
            [vost#0:0/libx264 @ 0x1] [enc:libx264 @ 0x1] Error while opening encoder
            [mp4 @ 0x1] Application provided invalid, non monotonically increasing dts
            """);
    assertThat(diagnostics.lines()).isEqualTo(3);
    assertThat(diagnostics.ofInput()).isZero();
  }

  /** Each such frame of HEVC has two lines. */
  @Test
  void countsFramesWhoseReferencesWereNotRead() throws IOException {
    FfmpegDiagnostics diagnostics =
        after(
            """
            [hevc @ 0x1] Could not find ref with POC 40
            [hevc @ 0x1] Error constructing the frame RPS.
            """);
    assertThat(diagnostics.missingReferences()).isEqualTo(diagnostics.ofInput()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "[dec:webp @ 0x1] Error submitting packet to decoder: Invalid argument, true",
    "[dec:mjpeg @ 0x1] Decoding error: Invalid data found, true",
    "[vist#0:0/webp @ 0x1] [dec:webp @ 0x2] Error submitting packet to decoder: Bad, false",
    "[vist#0:0/mjpeg @ 0x1] [dec:mjpeg @ 0x2] Decoding error: Invalid data found, false",
  })
  void distinguishesTheDecoderOfTheComparison(String line, boolean ofTheOutput) throws IOException {
    assertThat(after(line + "\n").outputUndecodable()).isEqualTo(ofTheOutput);
  }

  @Test
  void detectsAnInputWithoutAFrame() throws IOException {
    assertThat(after("[vf#0:0 @ 0x1] Cannot determine format of input 0:0 after EOF\n"))
        .extracting(FfmpegDiagnostics::nothingDecoded)
        .isEqualTo(true);
  }

  @Test
  void keepsTheEndOfALongOutputInAFormForLogs() throws IOException {
    StderrTail tail = new StderrTail();
    tail.drain(bytes("noise\n".repeat(100_000) + "\u001b[31mred\u0007\u00e9\n" + "x".repeat(9999)));
    assertThat(tail.diagnostics().lines()).isEqualTo(100_002);
    assertThat(tail.lines()).hasSize(20).contains("?[31mred??");
    assertThat(tail.lines().getLast()).hasSize(300);
  }

  private static FfmpegDiagnostics after(String lines) throws IOException {
    StderrTail tail = new StderrTail();
    tail.drain(bytes(lines));
    return tail.diagnostics();
  }

  private static ByteArrayInputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aFilterGraphWithoutInputFramesIsNotAFailure() {
    FfmpegDiagnostics said =
        FfmpegDiagnostics.NONE
            .and("[fc#0 @ 0x5616] Cannot determine format of input 0:0 after EOF")
            .and("[fc#0 @ 0x5616] Task finished with error code: -1094995529 (Invalid data)");

    assertThat(said.nothingDecoded()).isTrue();
    assertThat(said.filtersFailed()).isFalse();
    assertThat(said.and("[fc#0 @ 0x5616] Error reinitializing filters!").filtersFailed()).isTrue();
  }
}
