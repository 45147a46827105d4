package io.reelway.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;

/**
 * Size and time of a file. A file counts as unchanged while both stay the same.
 *
 * @param bytes its size; -1 when the file is gone
 */
record FileVersion(long bytes, FileTime modified) {
  private static final FileVersion GONE = new FileVersion(-1, FileTime.fromMillis(0));

  static FileVersion of(Input input) {
    try {
      return new FileVersion(Files.size(input.file()), Files.getLastModifiedTime(input.file()));
    } catch (IOException e) {
      return GONE;
    }
  }
}
