package io.reelway.cli;

import java.io.Console;

/** Detects whether a person uses the program at a terminal. */
final class Terminal {
  private Terminal() {}

  /** Whether input and output are a terminal that can move its cursor. */
  @SuppressWarnings("SystemConsoleNull") // isTerminal checks it
  static boolean isInteractive() {
    Console console = System.console();
    return console != null && isTerminal(console) && !"dumb".equals(System.getenv("TERM"));
  }

  /**
   * Whether the console is a terminal. Since Java 22 a console may exist without a terminal, and a
   * method reports that.
   */
  private static boolean isTerminal(Console console) {
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException before22) {
      return true;
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }
}
