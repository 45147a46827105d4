package io.reelway.scratch;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Processes of this machine that work below a directory: an argument names a path there, or the
 * process runs in a sandbox with its working directory there. A killed process can leave such
 * processes behind, because its helpers learn of its end only after they have asked the kernel for
 * a signal. Only Linux lists them; on other systems there are none.
 */
public final class WorkingProcesses {
  private static final Logger LOG = LoggerFactory.getLogger(WorkingProcesses.class);
  private static final Path PROC = Path.of("/proc");
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final int MOST_ROUNDS = 5;

  private final Path root;

  /**
   * @param root absolute path without links, as it appears in arguments
   */
  public WorkingProcesses(Path root) {
    this.root = root;
  }

  /**
   * Kills some of these processes. The kernel does not let a user kill a process of another user.
   * For root, only the path shows that a process is ours.
   *
   * @param left whether to kill the process at that path, which is the root or lies below it
   */
  public void killThose(Predicate<Path> left) {
    kill(process -> places(process).anyMatch(left), Level.INFO);
  }

  /**
   * Kills all of these processes except some, after their work was stopped on purpose.
   *
   * @param wanted whether a process stays
   */
  public void killAllBut(Predicate<ProcessHandle> wanted) {
    kill(process -> places(process).findAny().isPresent() && !wanted.test(process), Level.DEBUG);
  }

  /** Kills in rounds, because a killed process may have started another one since the listing. */
  private static void kill(Predicate<ProcessHandle> left, Level level) {
    for (int round = 0; round < MOST_ROUNDS && killOnce(left, level); round++) {
      LOG.debug("Looking for more processes, round={}", round);
    }
  }

  private static boolean killOnce(Predicate<ProcessHandle> left, Level level) {
    ProcessHandle self = ProcessHandle.current();
    List<ProcessHandle> found =
        ProcessHandle.allProcesses()
            .filter(process -> !process.equals(self) && left.test(process))
            .toList();
    for (ProcessHandle process : found) {
      LOG.atLevel(level)
          .log("Killing a process that its worker has left behind, pid={}", process.pid());
      process.destroyForcibly();
    }
    found.forEach(process -> new KilledProcess(process).awaitEnd(PATIENCE));
    return !found.isEmpty();
  }

  private Stream<Path> places(ProcessHandle process) {
    Path status = PROC.resolve(Long.toString(process.pid()));
    return Stream.concat(arguments(status), sandboxed(status).stream());
  }

  private Stream<Path> arguments(Path status) {
    try {
      return Stream.of(Files.readString(status.resolve("cmdline"), UTF_8).split("\0"))
          .map(this::named)
          .filter(Objects::nonNull);
    } catch (IOException endedOrForeign) {
      return Stream.empty();
    }
  }

  /**
   * The path that an argument is, or that it ends with after a colon; {@code null} when it is not
   * below the root.
   */
  private @Nullable Path named(String argument) {
    int at = argument.indexOf(root.toString());
    if (at < 0 || (at > 0 && argument.charAt(at - 1) != ':')) {
      return null;
    }
    Path path = Path.of(argument.substring(at));
    return path.startsWith(root) ? path : null;
  }

  /**
   * The working directory of a process that has its own PID namespace, so a shell whose working
   * directory is there is never killed.
   */
  private Optional<Path> sandboxed(Path status) {
    try {
      Path ours = Files.readSymbolicLink(PROC.resolve("self/ns/pid"));
      return Files.readSymbolicLink(status.resolve("ns/pid")).equals(ours)
          ? Optional.empty()
          : Optional.of(Files.readSymbolicLink(status.resolve("cwd")))
              .filter(place -> place.startsWith(root));
    } catch (IOException endedOrForeign) {
      return Optional.empty();
    }
  }
}
