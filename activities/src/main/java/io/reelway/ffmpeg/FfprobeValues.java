package io.reelway.ffmpeg;

import io.reelway.media.Rational;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Parses the numbers that ffprobe prints, and rejects impossible ones. */
public final class FfprobeValues {
  private static final Pattern FRACTION = Pattern.compile("(\\d{1,12})[/:](\\d{1,12})");

  private static final Pattern CLOCK = Pattern.compile("(\\d{1,6}):(\\d\\d):(\\d\\d(?:\\.\\d+)?)");

  /** Three years, in seconds: longer than any clip, and short enough to avoid overflow. */
  private static final double LONGEST = 1e8;

  private FfprobeValues() {}

  /**
   * Parses a fraction like {@code 30000/1001} or {@code 4:3}; empty for {@code 0/0} and {@code
   * N/A}.
   */
  public static Optional<Rational> fraction(@Nullable String text) {
    Matcher parts = FRACTION.matcher(text == null ? "" : text);
    if (!parts.matches() || Long.parseLong(parts.group(2)) == 0) {
      return Optional.empty();
    }
    return Optional.of(
        new Rational(Long.parseLong(parts.group(1)), Long.parseLong(parts.group(2))));
  }

  public static Optional<Double> number(@Nullable String text) {
    try {
      return text == null
          ? Optional.empty()
          : Optional.of(Double.parseDouble(text)).filter(Double::isFinite);
    } catch (NumberFormatException notANumber) {
      return Optional.empty();
    }
  }

  /** Parses a length above zero, in seconds or in Matroska's form {@code 00:00:05.005000000}. */
  public static Optional<Duration> length(@Nullable String text) {
    Matcher clock = CLOCK.matcher(text == null ? "" : text);
    Optional<Double> seconds =
        clock.matches()
            ? number(clock.group(3))
                .map(rest ->
                    3600 * Double.parseDouble(clock.group(1))
                        + 60 * Double.parseDouble(clock.group(2))
                        + rest)
            : number(text);
    return seconds
        .filter(value -> value > 0 && value < LONGEST)
        .map(value -> Duration.ofMillis(Math.round(value * 1000)));
  }

  /** Parses a time in seconds, which may be negative; zero when there is none. */
  public static Duration time(@Nullable String text) {
    return number(text)
        .filter(value -> Math.abs(value) < LONGEST)
        .map(value -> Duration.ofMillis(Math.round(value * 1000)))
        .orElse(Duration.ZERO);
  }
}
