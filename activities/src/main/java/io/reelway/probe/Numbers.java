package io.reelway.probe;

import io.reelway.media.Rational;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the numbers that ffprobe prints, and believes only those that can be true. */
final class Numbers {
  private static final Pattern FRACTION = Pattern.compile("(\\d{1,12})[/:](\\d{1,12})");

  /** Three years; longer than any clip, short enough that nothing overflows. */
  private static final double LONGEST = 1e8;

  private Numbers() {}

  /** A fraction like {@code 30000/1001} or {@code 4:3}; nothing for {@code 0/0} and {@code N/A}. */
  static Optional<Rational> fraction(@Nullable String text) {
    Matcher parts = FRACTION.matcher(text == null ? "" : text);
    if (!parts.matches() || Long.parseLong(parts.group(2)) == 0) {
      return Optional.empty();
    }
    return Optional.of(
        new Rational(Long.parseLong(parts.group(1)), Long.parseLong(parts.group(2))));
  }

  static Optional<Double> number(@Nullable String text) {
    try {
      return text == null
          ? Optional.empty()
          : Optional.of(Double.parseDouble(text)).filter(Double::isFinite);
    } catch (NumberFormatException notANumber) {
      return Optional.empty();
    }
  }

  /** A length in seconds, above zero. */
  static Optional<Duration> length(@Nullable String seconds) {
    return number(seconds)
        .filter(value -> value > 0 && value < LONGEST)
        .map(value -> Duration.ofMillis(Math.round(value * 1000)));
  }
}
