package io.reelway.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A control group (cgroup v2) for one process and all that it starts. The kernel adds up their
 * processor time, also that of processes that were killed and that nobody waits for. Only on Linux,
 * for a user who may create control groups.
 */
record ControlGroup(Path directory) implements AutoCloseable {
  private static final Path MOUNTS = Path.of("/proc/self/mounts");
  private static final AtomicInteger CREATED = new AtomicInteger();

  /**
   * Creates a group.
   *
   * @throws IOException if this system or this user cannot
   */
  static ControlGroup require() throws IOException {
    return create().orElseThrow(() -> new IOException("No cgroup v2 for this user"));
  }

  /** Creates a group; empty if this system or this user cannot. */
  static Optional<ControlGroup> create() throws IOException {
    Optional<Path> root = root();
    if (root.isEmpty()) {
      return Optional.empty();
    }
    String name = "reelway-bench-" + ProcessHandle.current().pid() + "-" + CREATED.addAndGet(1);
    try {
      return Optional.of(new ControlGroup(Files.createDirectory(root.get().resolve(name))));
    } catch (IOException forbidden) {
      return Optional.empty();
    }
  }

  private static Optional<Path> root() throws IOException {
    if (!Files.isReadable(MOUNTS)) {
      return Optional.empty();
    }
    try (Stream<String> mounts = Files.lines(MOUNTS)) {
      return mounts
          .map(line -> line.split(" "))
          .filter(words -> words[2].equals("cgroup2"))
          .map(words -> Path.of(words[1]))
          .findFirst();
    }
  }

  /** The words before a command line that start it in this group, with the same process id. */
  List<String> prefix() {
    return List.of(
        "sh",
        "-c",
        "echo $$ > \"$0\" && exec \"$@\"",
        directory.resolve("cgroup.procs").toString());
  }

  /** Moves a process into this group; what it starts from now on belongs to the group, too. */
  void add(long pid) throws IOException {
    Files.writeString(directory.resolve("cgroup.procs"), Long.toString(pid));
  }

  /** Processor time of all its processes, ended ones included. */
  long processorNanos() throws IOException {
    try (Stream<String> lines = Files.lines(directory.resolve("cpu.stat"))) {
      return lines
          .filter(line -> line.startsWith("usage_usec "))
          .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(' ') + 1)) * 1000)
          .findFirst()
          .orElseThrow(() -> new IOException("No processor time in " + directory));
    }
  }

  /** The ids of its living processes. */
  List<Long> processes() throws IOException {
    return Files.readAllLines(directory.resolve("cgroup.procs")).stream()
        .map(Long::valueOf)
        .toList();
  }

  /** Kills all its processes, and removes the group. */
  @Override
  public void close() throws IOException {
    for (int round = 0; round < 100 && !processes().isEmpty(); round++) {
      processes().stream()
          .flatMap(id -> ProcessHandle.of(id).stream())
          .forEach(ProcessHandle::destroyForcibly);
      pause();
    }
    Files.delete(directory);
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(20);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }
}
