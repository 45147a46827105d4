package io.reelway.cli;

import io.reelway.api.ReelwayApplication;
import java.util.Arrays;
import java.util.List;

/**
 * The entry point of {@code java -jar reelway.jar}. It starts the server, unless the first word is
 * another command.
 */
public final class Main {
  private static final String SERVE = "serve";

  private Main() {}

  public static void main(String[] arguments) {
    if (isServer(List.of(arguments))) {
      boolean named = arguments.length > 0 && arguments[0].equals(SERVE);
      ReelwayApplication.main(
          named ? Arrays.copyOfRange(arguments, 1, arguments.length) : arguments);
    } else {
      System.exit(ReelwayCommand.run(arguments));
    }
  }

  /**
   * Whether the arguments start the server: none, settings such as {@code --server.port=81}, or
   * {@code serve} before them.
   */
  static boolean isServer(List<String> arguments) {
    if (arguments.isEmpty()) {
      return true;
    }
    String first = arguments.get(0);
    boolean asksForHelp = arguments.contains("--help") || arguments.contains("-h");
    return first.equals(SERVE)
        ? !asksForHelp
        : first.startsWith("--") && !asksForHelp && !first.equals("--version");
  }
}
