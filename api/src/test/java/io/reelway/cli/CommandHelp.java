package io.reelway.cli;

import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** The help text in a terminal. */
public final class CommandHelp {
  private CommandHelp() {}

  /** The help text of {@code reelway optimize}. */
  public static String optimize() {
    CommandLine reelway = new CommandLine(new ReelwayCommand());
    return Objects.requireNonNull(reelway.getSubcommands().get("optimize"))
        .getUsageMessage(Ansi.OFF);
  }
}
