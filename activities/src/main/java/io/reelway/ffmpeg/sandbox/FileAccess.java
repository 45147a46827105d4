package io.reelway.ffmpeg.sandbox;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * The files that one process needs, besides its program and libraries. They follow from its command
 * line: a word {@code file:PATH}, or an absolute path, behind {@code -i} is an input, one elsewhere
 * an output. What a command line does not name, its process cannot open.
 *
 * @param command the program and its arguments, with real paths: the folders of links are not there
 *     for the process
 * @param directory where it runs; it may read and write there
 * @param reads inputs; it may not change them, wherever they lie
 * @param writes folders of its outputs, the directory among them
 */
public record FileAccess(List<String> command, Path directory, Set<Path> reads, Set<Path> writes) {
  private static final String FILE = "file:";

  public FileAccess {
    command = List.copyOf(command);
    reads = Set.copyOf(reads);
    writes = Set.copyOf(writes);
  }

  /**
   * What a command line names.
   *
   * @param command the program and its arguments; ffprobe has inputs only
   * @throws NoSuchFileException when an input, or the folder of an output, is not there
   */
  public static FileAccess of(Path directory, List<String> command) throws IOException {
    Path home = directory.toRealPath();
    List<String> real = new ArrayList<>(command);
    Set<Path> reads = new LinkedHashSet<>();
    Set<Path> writes = new LinkedHashSet<>(List.of(home));
    boolean readsOnly = Path.of(command.getFirst()).endsWith("ffprobe");
    for (int i = 1; i < command.size(); i++) {
      String prefix = command.get(i).startsWith(FILE) ? FILE : "";
      String name = command.get(i).substring(prefix.length());
      if (prefix.isEmpty() && !name.startsWith("/")) {
        continue;
      }
      Path file = home.resolve(name);
      if (readsOnly || command.get(i - 1).equals("-i")) {
        file = file.toRealPath();
        reads.add(file);
      } else {
        Path folder = Objects.requireNonNull(file.getParent(), "A file has a folder").toRealPath();
        file = folder.resolve(file.getFileName());
        writes.add(folder);
      }
      real.set(i, prefix + file);
    }
    return new FileAccess(real, home, reads, writes);
  }

  /** Inputs that lie in none of the folders that may be written to. */
  Set<Path> foreignReads() {
    Set<Path> foreign = new LinkedHashSet<>(reads);
    foreign.removeIf(file -> writes.stream().anyMatch(file::startsWith));
    return foreign;
  }
}
