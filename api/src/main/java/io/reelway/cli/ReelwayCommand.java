package io.reelway.cli;

import io.reelway.api.BuildVersion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The root of all commands. */
@Command(
    name = "reelway",
    description = "Makes images and videos smaller.",
    mixinStandardHelpOptions = true,
    versionProvider = ReelwayCommand.Version.class,
    subcommands = {OptimizeCommand.class, CopyRecordsCommand.class, ReelwayCommand.Serve.class},
    footer = {
      "",
      "Without a command, or with only settings such as --server.port=8081,",
      "the server starts."
    })
final class ReelwayCommand implements Runnable {
  @Spec
  @SuppressWarnings("NullAway.Init") // set before run()
  private CommandSpec spec;

  /** Runs a command and returns the exit code. */
  static int run(String... arguments) {
    return new CommandLine(new ReelwayCommand())
        .setParameterExceptionHandler(ReelwayCommand::misused)
        .execute(arguments);
  }

  private static int misused(ParameterException e, String[] arguments) {
    CommandLine command = e.getCommandLine();
    command.getErr().println(e.getMessage());
    command.getErr().println("More: " + command.getCommandSpec().qualifiedName() + " --help");
    return ExitCode.USAGE;
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Write a command: optimize, copy-records or serve.");
  }

  /** Exists only for the help: the program starts the server before it parses commands. */
  @Command(
      name = "serve",
      description = "Starts the server; the same as no command.",
      mixinStandardHelpOptions = true,
      footer = {"", "Every setting is an option, e.g. --server.port=8081 or --reelway.data=/srv."})
  static final class Serve implements Runnable {
    @Override
    public void run() {
      throw new IllegalStateException("the server is started elsewhere");
    }
  }

  /** The version of the jar. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"reelway " + BuildVersion.text()};
    }
  }
}
