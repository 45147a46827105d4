package io.reelway.verify;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells when there was less of a video than its header announces. */
final class EarlyEnd {
  /** Headers round, and some do not count how long the last picture stands. */
  private static final Duration ROUNDING = Duration.ofMillis(100);

  private EarlyEnd() {}

  /**
   * The sentence for the client. Some headers know no more than the length of whatever is longer,
   * picture or sound.
   *
   * @param announced {@code null} where no header says it
   * @param found the length of what was made of it; {@code null} where it cannot be measured
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
