package io.reelway.cli;

import java.nio.file.Path;

/**
 * A file to optimize.
 *
 * @param file where it lies
 * @param below its place in the folder that was named; just its name when it was named itself
 */
record Input(Path file, Path below) {
  /** For people. */
  String label() {
    return below.toString();
  }

  String name() {
    return String.valueOf(below.getFileName());
  }

  /** The name without what comes after the last dot. */
  String stem() {
    String name = name();
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }
}
