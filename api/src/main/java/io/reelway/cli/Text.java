package io.reelway.cli;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Sizes, times and names as people read them. */
final class Text {
  private static final List<String> UNITS = List.of("B", "kB", "MB", "GB", "TB");

  private Text() {}

  /** Bytes in the unit that fits, a thousand of one making the next. */
  static String size(long bytes) {
    double value = bytes;
    int unit = 0;
    while (value >= 999.95 && unit < UNITS.size() - 1) {
      value /= 1000;
      unit++;
    }
    return unit == 0 ? bytes + " B" : String.format(Locale.ROOT, "%.1f %s", value, UNITS.get(unit));
  }

  static String time(Duration time) {
    return time.toMinutes() > 0
        ? String.format(Locale.ROOT, "%d:%02d min", time.toMinutes(), time.toSecondsPart())
        : String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
  }

  /** The text in exactly that many letters; the end of a name says more than its beginning. */
  static String fit(String text, int width) {
    String printable = text.replaceAll("\\p{Cntrl}", "?");
    return printable.length() <= width
        ? printable + " ".repeat(width - printable.length())
        : "…" + printable.substring(printable.length() - width + 1);
  }
}
