package io.reelway.cli;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jline.utils.WCWidth;

/** Formats sizes, times and names for people. */
final class Text {
  private static final List<String> UNITS = List.of("B", "KiB", "MiB", "GiB", "TiB");

  private Text() {}

  /** Formats bytes in the largest suitable unit, with a factor of 1024 between units. */
  static String size(long bytes) {
    double value = bytes;
    int unit = 0;
    while (value >= 1023.95 && unit < UNITS.size() - 1) {
      value /= 1024;
      unit++;
    }
    return unit == 0 ? bytes + " B" : String.format(Locale.ROOT, "%.1f %s", value, UNITS.get(unit));
  }

  static String time(Duration time) {
    return time.toMinutes() > 0
        ? String.format(Locale.ROOT, "%d:%02d min", time.toMinutes(), time.toSecondsPart())
        : String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
  }

  /**
   * Fits the text into exactly that many columns. It shortens the beginning, because the end of a
   * name says more.
   */
  static String fit(String text, int width) {
    int[] letters = printable(text).codePoints().toArray();
    int columns = columns(letters, 0);
    if (columns <= width) {
      return printable(text) + " ".repeat(width - columns);
    }
    int from = 0;
    while (columns(letters, from) > width - 1) {
      from++;
    }
    return "…"
        + new String(letters, from, letters.length - from)
        + " ".repeat(width - 1 - columns(letters, from));
  }

  /** The number of terminal columns of a text. A Chinese character or an emoji takes two. */
  static int columns(String text) {
    return columns(printable(text).codePoints().toArray(), 0);
  }

  private static int columns(int[] letters, int from) {
    return Arrays.stream(letters, from, letters.length).map(WCWidth::wcwidth).sum();
  }

  /** Replaces control characters, which could move the cursor. */
  static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }
}
