package io.reelway.cli;

import java.nio.file.Path;

/**
 * A file to optimize.
 *
 * @param file its path
 * @param below its path relative to the named folder; its name when the file itself was named
 */
record Input(Path file, Path below) {
  /** The label that is shown to people. */
  String label() {
    return below.toString();
  }

  String name() {
    return String.valueOf(below.getFileName());
  }

  /** The name without its last dot and what follows. */
  String stem() {
    String name = name();
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }
}
