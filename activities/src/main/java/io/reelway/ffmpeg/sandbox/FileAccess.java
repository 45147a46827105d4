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
 * line, in words of the form {@code file:PATH} or an absolute path: after {@code -i} it is an
 * input, elsewhere an output. A process cannot open files that its command line does not name.
 *
 * @param command the program and its arguments, with real paths, because the process does not see
 *     the folders of links
 * @param directory working directory; the process may read and write there
 * @param reads inputs; the process may not change them, in any folder
 * @param writes folders of its outputs, including the directory
 */
public record FileAccess(List<String> command, Path directory, Set<Path> reads, Set<Path> writes) {
  private static final String FILE = "file:";

  public FileAccess {
    command = List.copyOf(command);
    reads = Set.copyOf(reads);
    writes = Set.copyOf(writes);
  }

  /**
   * Derives the files from a command line.
   *
   * @param command the program and its arguments; ffprobe has inputs only
   * @throws NoSuchFileException when an input, or the folder of an output, is missing
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

  /** Inputs outside the writable folders. */
  Set<Path> foreignReads() {
    Set<Path> foreign = new LinkedHashSet<>(reads);
    foreign.removeIf(file -> writes.stream().anyMatch(file::startsWith));
    return foreign;
  }
}
