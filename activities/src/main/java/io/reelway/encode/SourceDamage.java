package io.reelway.encode;

import io.reelway.failure.StageException;
import io.reelway.ffmpeg.ToolResult;
import io.reelway.job.ErrorCode;
import io.reelway.media.MediaKind;
import io.reelway.media.Probe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Tells from an encode whether the source was damaged: broken ends the job at once with {@code
 * PROBE_FAILED}, for no other strategy would find more in it; what is mostly sound is delivered
 * with a warning. See docs/decisions/0011-damaged-sources.md.
 */
final class SourceDamage {
  /** Up to here a file is worth having. */
  private static final double MOST_LOST = 0.5;

  /** Headers round; and sound and picture rarely end together. */
  private static final Duration ROUNDING = Duration.ofMillis(500);

  private static final double SHORT_OF_ALL = 0.05;

  private SourceDamage() {}

  /** A source of which nothing, or less than half, could be decoded. */
  static void refuseBroken(Probe probe, ToolResult result, Reached reached) {
    long lost = result.complaints().lostPackets();
    boolean nothing =
        reached.frames() == 0
            && (result.complaints().nothingDecoded() || result.complaints().ofInput() > 0);
    boolean mostLost = lost > 0 && lost > MOST_LOST * (double) (lost + reached.frames());
    if (nothing || (mostLost && result.exitCode() != 0)) {
      throw new StageException(
          ErrorCode.PROBE_FAILED,
          switch (probe.kind()) {
            case IMAGE -> "The image is damaged or cut off; it cannot be shown.";
            case VIDEO ->
                "Nothing or little of the video can be decoded; it is damaged or protected.";
          });
    }
  }

  /**
   * What a picture that could be decoded in part is worth.
   *
   * @param missing share of it that is missing, 0 to 1
   */
  static List<String> ofPicture(double missing) {
    if (missing > MOST_LOST) {
      throw cutOff();
    }
    return List.of(
        missing == 0
            ? "The image is damaged; parts of it may look wrong."
            : "The image is damaged or cut off: about %d %% of it are missing."
                .formatted(Math.max(1, Math.round(100 * missing))));
  }

  /** A picture that shows less than it should. */
  static StageException cutOff() {
    return new StageException(
        ErrorCode.PROBE_FAILED, "The image is damaged or cut off; it cannot be shown whole.");
  }

  /** What is missing from a video that was mostly sound, as sentences. */
  static List<String> ofVideo(Probe probe, ToolResult result, Reached reached) {
    List<String> warnings = new ArrayList<>();
    Duration announced = probe.duration();
    if (probe.kind() == MediaKind.VIDEO && announced != null && isShort(announced, reached.end())) {
      warnings.add(
          "The file ends early: of %s seconds that it announces, %s could be read."
              .formatted(seconds(announced), seconds(reached.end())));
    }
    if (result.complaints().ofInput() > 0) {
      long lost = result.complaints().lostPackets();
      warnings.add(
          lost == 0
              ? "Parts of the file are damaged; they may look or sound wrong."
              : "Parts of the file are damaged and left out: %d pieces, beside %d pictures that could be read."
                  .formatted(lost, reached.frames()));
    }
    return List.copyOf(warnings);
  }

  private static boolean isShort(Duration announced, Duration reached) {
    Duration missing = announced.minus(reached);
    return missing.compareTo(ROUNDING) > 0
        && (double) missing.toMillis() > SHORT_OF_ALL * (double) announced.toMillis();
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1f", duration.toMillis() / 1e3);
  }

  /**
   * How far an encode came.
   *
   * @param frames pictures that were encoded
   * @param end time of the last of picture or sound
   */
  record Reached(long frames, Duration end) {
    static final Reached NOTHING = new Reached(0, Duration.ZERO);

    static Reached of(net.bramp.ffmpeg.progress.@Nullable Progress last) {
      return last == null
          ? NOTHING
          : new Reached(last.frame, Duration.ofNanos(Math.max(0, last.out_time_ns)));
    }
  }
}
