package io.reelway.cli;

import java.io.IOException;
import java.util.List;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedString;
import org.jline.utils.Display;

/** The last lines of a terminal: changing lines below lines that stay. Not thread-safe. */
final class Screen implements AutoCloseable {
  private final Terminal terminal;
  private final Display changing;

  Screen(Terminal terminal) {
    this.terminal = terminal;
    this.changing = new Display(terminal, false);
  }

  /**
   * The terminal of this process. Ctrl-C still stops the JVM, and nothing is read.
   *
   * @throws IOException when there is no terminal
   */
  static Screen ofThisProcess() throws IOException {
    try {
      return new Screen(
          TerminalBuilder.builder()
              .system(true)
              .dumb(false)
              .nativeSignals(false)
              .graphemeCluster(false)
              .build());
    } catch (IllegalStateException noProvider) {
      throw new IOException(noProvider);
    }
  }

  int columns() {
    return terminal.getSize().getColumns();
  }

  /** Replaces the changing lines. A line that is too long is cut. */
  void draw(List<String> lines) {
    Size size = terminal.getSize();
    changing.resize(size);
    List<AttributedString> shown =
        lines.stream().limit(size.getRows() - 1L).map(line -> cut(line, size)).toList();
    int end =
        shown.isEmpty() ? 0 : size.cursorPos(shown.size() - 1, shown.getLast().columnLength());
    changing.update(shown, end);
  }

  /**
   * Cuts a line so that the last column stays free, because some terminals wrap a line that reaches
   * it.
   */
  private static AttributedString cut(String line, Size size) {
    return new AttributedString(line).columnSubSequence(0, size.getColumns() - 1);
  }

  /** Adds a line that stays. The changing lines disappear until they are drawn again. */
  void add(String line) {
    draw(List.of());
    terminal.writer().println(cut(line, terminal.getSize()));
    terminal.flush();
    changing.reset();
  }

  @Override
  public void close() {
    draw(List.of());
    try {
      terminal.close();
    } catch (IOException ignored) {
      // Nothing more is drawn. The process continues without the display.
    }
  }
}
