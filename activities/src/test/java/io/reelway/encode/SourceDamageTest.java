package io.reelway.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.reelway.failure.StageException;
import io.reelway.ffmpeg.FfmpegDiagnostics;
import io.reelway.ffmpeg.ToolResult;
import io.reelway.job.ErrorCode;
import io.reelway.media.Probe;
import io.reelway.strategy.StrategyIds;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules that classify a source as damaged; see decision 0011. */
class SourceDamageTest {
  private static final Probe VIDEO = Requests.encode("job", StrategyIds.VIDEO_MP4_H264).probe();

  @ParameterizedTest(
      name = "exit {0}, {1} pieces lost, {2} diagnostics, ended early {3}, {4} pictures")
  @CsvSource({
    "1, 0, 1, false, 0, PROBE_FAILED", // it complained, and nothing came out
    "1, 0, 0, true, 0, PROBE_FAILED", // it ended before its first picture
    "0, 0, 1, false, 0, PROBE_FAILED", // as above, and ffmpeg thinks nothing of it
    "69, 60, 60, false, 40, PROBE_FAILED", // gave up, and most was lost
    "69, 40, 40, false, 60,", // gave up, but most was there: another strategy may do
    "0, 60, 60, false, 40,", // went on to the end
    "1, 0, 0, false, 0,", // nobody blames the file
    "0, 0, 0, false, 100,",
  })
  void refusesASourceThatIsMostlyLost(
      int exit, int lost, int diagnostics, boolean ended, long frames, @Nullable ErrorCode code) {
    ToolResult result =
        new ToolResult(
            exit,
            List.of(),
            new FfmpegDiagnostics(diagnostics, lost, diagnostics, 0, ended, false, false),
            Duration.ZERO);

    if (code == null) {
      assertThatCode(() -> SourceDamage.refuseBroken(VIDEO, result, frames))
          .doesNotThrowAnyException();
    } else {
      refuses(code, result, frames);
    }
  }

  /** The file is not damaged: it needs too much memory. */
  @ParameterizedTest
  @CsvSource({
    "'[dec:png @ 0x5] Error submitting packet to decoder: Cannot allocate memory'",
    "'[libaom-av1 @ 0x5] Failed to decode frame: Memory allocation error'"
  })
  void reportsWhenMemoryIsNotEnough(String line) {
    refuses(
        ErrorCode.INVALID_INPUT,
        new ToolResult(
            69,
            List.of(line),
            new FfmpegDiagnostics(1, 1, 1, 0, true, false, false),
            Duration.ZERO),
        0);
  }

  @Test
  void anOutputThatDoesNotDecodeIsNoDamageOfTheSource() {
    refuses(
        ErrorCode.ENCODE_FAILED,
        new ToolResult(
            139, List.of(), new FfmpegDiagnostics(1, 1, 1, 0, false, false, true), Duration.ZERO),
        0);
  }

  private static void refuses(ErrorCode code, ToolResult result, long frames) {
    assertThatExceptionOfType(StageException.class)
        .isThrownBy(() -> SourceDamage.refuseBroken(VIDEO, result, frames))
        .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(code));
  }

  @Test
  void deliversAPictureThatIsHalfPresent() {
    assertThat(SourceDamage.ofPicture(0))
        .containsExactly("The image is damaged; parts of it may look wrong.");
    assertThat(SourceDamage.ofPicture(0.31))
        .containsExactly("The image is damaged or cut off: about 31 % of it is missing.");
    assertThatExceptionOfType(StageException.class)
        .isThrownBy(() -> SourceDamage.ofPicture(0.51))
        .withMessage("The image is damaged or cut off; only part of it can be decoded.");
  }

  @Test
  void deliversAnimationsThatStillMove() {
    ToolResult damaged =
        new ToolResult(
            0, List.of(), new FfmpegDiagnostics(2, 1, 2, 0, false, false, false), Duration.ZERO);

    assertThat(SourceDamage.ofAnimation(damaged, true))
        .containsExactly("Damaged frames of the animation are left out.");
    assertThatExceptionOfType(StageException.class)
        .isThrownBy(() -> SourceDamage.ofAnimation(damaged, false))
        .withMessage(
            "Only one frame of the animation can be decoded; the file is damaged or cut off.");
  }

  @ParameterizedTest
  @CsvSource({"1, 2, '1 piece, beside 2 pictures'", "3, 1, '3 pieces, beside 1 picture'"})
  void reportsTheLostPartOfAVideo(long lost, long frames, String counted) {
    ToolResult damaged =
        new ToolResult(
            0,
            List.of(),
            new FfmpegDiagnostics(lost, lost, lost, 0, false, false, false),
            Duration.ZERO);

    assertThat(SourceDamage.ofVideo(damaged, frames))
        .containsExactly(
            "Parts of the file are damaged and left out: " + counted + " that could be read.");
  }
}
