package io.reelway.strategy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A file that an encoding process writes for a {@link Comparison}. */
final class ComparisonFile {
  private ComparisonFile() {}

  /**
   * Moves a file. If it was not written, no older file stays at the other place.
   *
   * @return the other place
   */
  static Path move(Path file, Path to) throws IOException {
    if (Files.exists(file)) {
      return Files.move(file, to, StandardCopyOption.REPLACE_EXISTING);
    }
    Files.deleteIfExists(to);
    return to;
  }
}
