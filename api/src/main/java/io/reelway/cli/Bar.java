package io.reelway.cli;

import java.time.Duration;
import java.util.Locale;

/** The state of the progress bar of one file. Thread-safe. */
final class Bar {
  private static final int NAME_COLUMNS = 28;

  /** Columns reserved for the text after the bar, e.g. {@code (0:00:07) encoding, 12 s left}. */
  private static final int TEXT_COLUMNS = 32;

  private static final int LEAST_COLUMNS = 4;
  private static final int MOST_COLUMNS = 40;

  private final String name;
  private volatile int percent;
  private volatile String message = "";

  /**
   * Creates a bar at 0 percent.
   *
   * @param label label of the file
   */
  Bar(String label) {
    this.name = Text.fit(label, NAME_COLUMNS);
  }

  /**
   * Moves the bar; it never moves back.
   *
   * @param reached percent, 0 to 100
   */
  synchronized void reach(long reached) {
    percent = Math.clamp(reached, percent, 100);
  }

  void say(String what) {
    message = what;
  }

  /**
   * The bar as one line of text.
   *
   * @param elapsed time since the file's turn began
   * @param columns columns of the terminal; a line with a long message may be longer
   */
  String line(Duration elapsed, int columns) {
    int room = columns - NAME_COLUMNS - "  100% [] ".length() - TEXT_COLUMNS;
    int width = Math.clamp(room, LEAST_COLUMNS, MOST_COLUMNS);
    return String.format(
            Locale.ROOT,
            "%s %3d%% [%s] (%d:%02d:%02d) %s",
            name,
            percent,
            filled(percent, width),
            elapsed.toHours(),
            elapsed.toMinutesPart(),
            elapsed.toSecondsPart(),
            Text.printable(message))
        .stripTrailing();
  }

  private static String filled(int percent, int width) {
    int done = percent * width / 100;
    String tip = done < width ? ">" : "";
    return "=".repeat(done) + tip + " ".repeat(width - done - tip.length());
  }
}
