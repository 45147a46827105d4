package io.reelway.scratch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The free space of a disk. */
public final class FreeSpace {
  private FreeSpace() {}

  /**
   * Bytes that this user can still write. One system call; a {@link java.nio.file.FileStore} would
   * also read the list of all mounts.
   *
   * @param directory a directory on the disk
   * @throws NoSuchFileException when it is missing
   */
  public static long of(Path directory) throws IOException {
    long free = directory.toFile().getUsableSpace();
    if (free == 0 && !Files.isDirectory(directory)) {
      throw new NoSuchFileException(directory.toString());
    }
    return free;
  }
}
