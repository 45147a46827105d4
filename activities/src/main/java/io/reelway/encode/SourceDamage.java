package io.reelway.encode;

import io.reelway.failure.StageException;
import io.reelway.ffmpeg.FfmpegDiagnostics;
import io.reelway.ffmpeg.ToolResult;
import io.reelway.job.ErrorCode;
import io.reelway.media.Probe;
import java.util.List;

/**
 * Decides from the messages of an encode whether the source is damaged. A broken source ends the
 * job at once with {@code PROBE_FAILED}, because no other strategy could decode more of it. A
 * mostly intact source is delivered with a warning. See docs/decisions/0011-damaged-sources.md.
 */
final class SourceDamage {
  /** The share of damage up to which the output is delivered. */
  private static final double MOST_LOST = 0.5;

  private SourceDamage() {}

  /**
   * Refuses a source that needs too much memory, or of which less than half could be decoded. An
   * output that does not decode is no damage of the source.
   */
  static void refuseBroken(Probe probe, ToolResult result, long frames) {
    if (result.ranOutOfMemory()) {
      throw new StageException(
          ErrorCode.INVALID_INPUT, "Decoding the file needs more memory than the server allows.");
    }
    FfmpegDiagnostics said = result.diagnostics();
    if (said.outputUndecodable()) {
      throw new StageException(ErrorCode.ENCODE_FAILED, ErrorCode.ENCODE_FAILED.sentence());
    }
    boolean empty = said.nothingDecoded() && !said.filtersFailed();
    boolean nothing = frames == 0 && (empty || said.ofInput() > 0);
    long lost = said.lostPackets();
    boolean mostLost = lost > 0 && lost > MOST_LOST * (double) (lost + frames);
    if (nothing || (mostLost && result.exitCode() != 0)) {
      throw new StageException(
          ErrorCode.PROBE_FAILED,
          switch (probe.kind()) {
            case IMAGE -> "The image is damaged or cut off and cannot be decoded.";
            case VIDEO ->
                "Little or nothing of the video can be decoded; it is damaged or protected.";
            case AUDIO ->
                "Little or nothing of the sound can be decoded; it is damaged or protected.";
          });
    }
  }

  /**
   * Decides whether to deliver a partially decoded picture.
   *
   * @param missing the missing share of the picture, 0 to 1
   */
  static List<String> ofPicture(double missing) {
    if (missing > MOST_LOST) {
      throw cutOff();
    }
    return List.of(
        missing == 0
            ? "The image is damaged; parts of it may look wrong."
            : "The image is damaged or cut off: about %d %% of it is missing."
                .formatted(Math.max(1, Math.round(100 * missing))));
  }

  /** The refusal of an incomplete picture. */
  static StageException cutOff() {
    return new StageException(
        ErrorCode.PROBE_FAILED, "The image is damaged or cut off; only part of it can be decoded.");
  }

  /**
   * Warnings about the missing parts of a mostly intact video.
   *
   * @param frames the number of encoded frames
   */
  static List<String> ofVideo(ToolResult result, long frames) {
    if (result.diagnostics().ofInput() == 0) {
      return List.of();
    }
    long lost = result.diagnostics().lostPackets();
    return List.of(
        lost == 0
            ? "Parts of the file are damaged; they may look or sound wrong."
            : "Parts of the file are damaged and left out: %s, beside %s that could be read."
                .formatted(counted(lost, "piece"), counted(frames, "picture")));
  }

  /**
   * Warnings about a video of which frames were taken. A frame that refers to one before the place
   * where reading began is not damaged.
   */
  static List<String> ofFrames(FfmpegDiagnostics said) {
    return said.ofInput() <= said.missingReferences()
        ? List.of()
        : List.of("Parts of the video are damaged; the image may look wrong or lack frames.");
  }

  /** Warnings about the missing parts of mostly intact sound. */
  static List<String> ofSound(ToolResult result) {
    return result.diagnostics().ofInput() == 0
        ? List.of()
        : List.of("Parts of the sound are damaged; they may sound wrong or are left out.");
  }

  private static String counted(long number, String thing) {
    return number + " " + thing + (number == 1 ? "" : "s");
  }

  /**
   * Warnings about the missing frames of an animation. Their number is unknown, because encoders
   * merge equal frames.
   *
   * @param moving whether the output has more than one frame
   */
  static List<String> ofAnimation(ToolResult result, boolean moving) {
    if (result.diagnostics().ofInput() == 0) {
      return List.of();
    }
    if (!moving) {
      throw new StageException(
          ErrorCode.PROBE_FAILED,
          "Only one frame of the animation can be decoded; the file is damaged or cut off.");
    }
    return List.of("Damaged frames of the animation are left out.");
  }
}
