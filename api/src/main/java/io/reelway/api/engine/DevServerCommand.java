package io.reelway.api.engine;

import io.reelway.scratch.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How Temporal's dev server is called.
 *
 * @param program the {@code temporal} program
 * @param port where it listens on the loopback address
 * @param namespace created when missing
 * @param database its SQLite file
 * @param uiPort port of its web page; 0: none
 */
record DevServerCommand(Path program, int port, String namespace, Path database, int uiPort) {
  /**
   * With its defaults a dev server hands out at most 20 tasks a second and shard, and has one
   * shard: a lone job of five stages waits half a second for nothing. And what arrives at a queue
   * is dealt out to four partitions, so that the order of arrival is lost.
   */
  static final List<String> QUICK_DISPATCH =
      List.of(
          "history.transferProcessorMaxPollRPS=2000",
          "history.transferProcessorMaxPollHostRPS=2000",
          "system.enableActivityEagerExecution=true",
          "matching.numTaskqueueReadPartitions=1",
          "matching.numTaskqueueWritePartitions=1");

  /**
   * A commit waits for no disk, yet the database stays whole whatever happens. What the last
   * moments before a lost power held is in the store too, from where it is started again.
   */
  private static final List<String> QUICK_COMMITS = List.of("journal_mode=wal", "synchronous=1");

  /** Its database tells the names of files; other users of the machine may not read them. */
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

  /** Where it writes what it has to say. */
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
   * Where the system has these programs: the kernel ends the server when this process is killed,
   * and Ctrl-C in a terminal reaches this process alone, which stops the server last. For that it
   * has a process group of its own, which {@code timeout} makes, but no session: Linux shares cores
   * out by session (autogroup in {@code sched(7)}), and against a session full of encoders each
   * answer of the server would wait some 25 ms longer.
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
