package io.reelway.cli;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jline.utils.WCWidth;

/** Sizes, times and names as people read them. */
final class Text {
  private static final List<String> UNITS = List.of("B", "KiB", "MiB", "GiB", "TiB");

  private Text() {}

  /** Bytes in the unit that fits, 1024 of one making the next. */
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

  /** The text in exactly that many columns; the end of a name says more than its beginning. */
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

  /** How many columns of a terminal a text takes; a Chinese letter or an emoji takes two. */
  static int columns(String text) {
    return columns(printable(text).codePoints().toArray(), 0);
  }

  private static int columns(int[] letters, int from) {
    return Arrays.stream(letters, from, letters.length).map(WCWidth::wcwidth).sum();
  }

  /** The text without characters that could move the cursor. */
  static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }
}
