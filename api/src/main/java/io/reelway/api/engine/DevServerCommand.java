package io.reelway.api.engine;

import io.reelway.scratch.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The command line of Temporal's dev server.
 *
 * @param program the {@code temporal} program
 * @param port port on the loopback address
 * @param namespace created if missing
 * @param database its SQLite file
 * @param uiPort port of its web page; 0: none
 */
record DevServerCommand(Path program, int port, String namespace, Path database, int uiPort) {
  /**
   * By default a dev server dispatches at most 20 tasks per second and shard, with one shard: a
   * single job of five stages would wait half a second. It also spreads each queue over four
   * partitions, which loses the order of arrival. And its old matcher ignores the priorities of
   * parts.
   */
  static final List<String> QUICK_DISPATCH =
      List.of(
          "history.transferProcessorMaxPollRPS=2000",
          "history.transferProcessorMaxPollHostRPS=2000",
          "system.enableActivityEagerExecution=true",
          "matching.numTaskqueueReadPartitions=1",
          "matching.numTaskqueueWritePartitions=1",
          "matching.useNewMatcher=true");

  /**
   * A commit does not wait for the disk, but the database stays consistent. Jobs lost in a power
   * failure are still in the catalog and are started again from there.
   */
  private static final List<String> QUICK_COMMITS = List.of("journal_mode=wal", "synchronous=1");

  /** The database contains file names, which other users of the machine must not read. */
  private static final String FOR_ITS_USER_ONLY = "umask 077 && exec \"$@\"";

  private static final String NO_LIMIT = "0";

  private static final List<String> FOLDERS = List.of("/usr/bin", "/bin");

  Process start() throws IOException {
    PrivateFiles.file(log(database));
    return new ProcessBuilder(words())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log(database).toFile()))
        .start();
  }

  /** The log file of the server. */
  static Path log(Path database) {
    return database.resolveSibling("temporal.log");
  }

  List<String> words() {
    List<String> words = new ArrayList<>(launcher());
    words.addAll(
        List.of(
            program.toString(),
            "server",
            "start-dev",
            "--ip",
            "127.0.0.1",
            "--port",
            Integer.toString(port),
            "--namespace",
            namespace,
            "--db-filename",
            database.toString(),
            "--log-level",
            "warn"));
    words.addAll(
        uiPort > 0 ? List.of("--ui-port", Integer.toString(uiPort)) : List.of("--headless"));
    QUICK_DISPATCH.forEach(setting -> words.addAll(List.of("--dynamic-config-value", setting)));
    QUICK_COMMITS.forEach(pragma -> words.addAll(List.of("--sqlite-pragma", pragma)));
    return words;
  }

  /**
   * If the system has these programs, the kernel kills the server together with this process, and
   * Ctrl-C in a terminal reaches only this process, which stops the server last. {@code timeout}
   * gives the server its own process group, but no session: Linux schedules cores by session
   * (autogroup in {@code sched(7)}), and against a session full of encoders each answer of the
   * server would take about 25 ms longer.
   */
  private static List<String> launcher() {
    List<String> endWithParent =
        find("setpriv").map(path -> List.of(path, "--pdeathsig", "KILL", "--")).orElse(List.of());
    List<String> words = new ArrayList<>(endWithParent);
    find("timeout")
        .ifPresent(path -> {
          words.addAll(List.of(path, NO_LIMIT));
          words.addAll(endWithParent);
        });
    find("sh").ifPresent(path -> words.addAll(List.of(path, "-c", FOR_ITS_USER_ONLY, "sh")));
    return words;
  }

  private static java.util.Optional<String> find(String name) {
    return FOLDERS.stream()
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst();
  }
}
