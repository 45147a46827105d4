package io.reelway.cli;

import io.reelway.catalog.sql.Database;
import io.reelway.catalog.sql.DatabaseSettings;
import io.reelway.catalog.sql.RecordsCopy;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Copies the records of a stopped server into another database. */
@Command(
    name = "copy-records",
    description = "Copies the records of a stopped server into an empty database.",
    mixinStandardHelpOptions = true,
    footer = {"", "The password of the target is read from REELWAY_DATABASE_PASSWORD."})
final class CopyRecordsCommand implements Callable<Integer> {
  private static final int CONNECTIONS = 2;

  @Spec
  @SuppressWarnings("NullAway.Init") // set before call()
  private CommandSpec spec;

  @Option(
      names = "--from",
      required = true,
      paramLabel = "URL",
      description = "The present database, e.g. jdbc:sqlite:data/reelway.sqlite.")
  @SuppressWarnings("NullAway.Init") // set before call()
  private String from;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "URL",
      description = "The new database, e.g. jdbc:postgresql://HOST/reelway.")
  @SuppressWarnings("NullAway.Init") // set before call()
  private String to;

  @Option(names = "--to-user", paramLabel = "NAME", description = "The user of the new database.")
  private @Nullable String user;

  @Override
  public Integer call() {
    try (Database source = Database.open(settings(from, Optional.empty(), Optional.empty()));
        Database target =
            Database.open(
                settings(
                    to,
                    Optional.ofNullable(user),
                    Optional.ofNullable(System.getenv("REELWAY_DATABASE_PASSWORD"))))) {
      long jobs = RecordsCopy.copy(source, target);
      spec.commandLine().getOut().println("Copied the records of " + jobs + " jobs.");
      return ExitCode.DONE;
    } catch (IOException | IllegalArgumentException refused) {
      spec.commandLine().getErr().println(refused.getMessage());
      return ExitCode.USAGE;
    }
  }

  private static DatabaseSettings settings(
      String url, Optional<String> user, Optional<String> password) {
    return new DatabaseSettings(url, user, password, Optional.empty(), CONNECTIONS);
  }
}
