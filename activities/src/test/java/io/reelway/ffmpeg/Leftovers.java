package io.reelway.ffmpeg;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Finds processes by their working directory, independently of the code that should have ended
 * them.
 */
final class Leftovers {
  private Leftovers() {}

  /** The command lines of processes that work below a directory or have it as an argument. */
  static List<String> below(Path directory) throws IOException {
    String place = directory.toRealPath().toString();
    long self = ProcessHandle.current().pid();
    return ProcessHandle.allProcesses()
        .filter(process -> process.pid() != self)
        .map(process -> Path.of("/proc", Long.toString(process.pid())))
        .filter(process -> worksBelow(process).startsWith(place) || words(process).contains(place))
        .map(process -> process.getFileName() + " " + words(process))
        .toList();
  }

  private static String worksBelow(Path process) {
    try {
      return Files.readSymbolicLink(process.resolve("cwd")).toString();
    } catch (IOException ended) {
      return "";
    }
  }

  private static String words(Path process) {
    try {
      return Files.readString(process.resolve("cmdline")).replace('\0', ' ');
    } catch (IOException ended) {
      return "";
    }
  }
}
