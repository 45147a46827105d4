package io.reelway.verify;

import io.reelway.media.Rational;
import io.reelway.plan.Attempt;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Checks whether a video is shorter than its header declares. */
final class EarlyEnd {
  /** The tolerance. Headers round, and some do not include the duration of the last frame. */
  private static final Duration ROUNDING = Duration.ofMillis(100);

  private EarlyEnd() {}

  /**
   * The length that an output has at least: a frame that was dropped at the end, because of a
   * maximum frame rate, no longer lasts.
   */
  static @Nullable Duration announced(Attempt attempt) {
    Duration length = attempt.expectation().duration();
    Rational cap = attempt.settings().frameRateCap();
    return length == null || cap == null
        ? length
        : length.minusNanos(Math.round(1e9 / cap.value()));
  }

  /**
   * The sentence for the client; empty when the video is complete. Some headers give only the
   * length of the longer track, picture or sound.
   *
   * @param announced the length in the header; {@code null} if there is none
   * @param found the length of the output; {@code null} if it cannot be measured
   */
  static Optional<String> warning(@Nullable Duration announced, @Nullable Duration found) {
    if (announced == null || found == null || announced.minus(found).compareTo(ROUNDING) <= 0) {
      return Optional.empty();
    }
    return Optional.of(
        "The file ends early: of %s seconds that it announces, %s could be read."
            .formatted(seconds(announced), seconds(found)));
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1f", duration.toMillis() / 1e3);
  }
}
