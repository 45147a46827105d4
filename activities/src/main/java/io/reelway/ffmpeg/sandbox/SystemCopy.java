package io.reelway.ffmpeg.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Copies of the files of the system that a sandbox shows, in one folder. A sandbox mounts the
 * folder and has links to the copies, because a mount for each file takes longer.
 *
 * @param folder absolute path; the name follows from the paths and contents of the files, so a
 *     changed file gets a new folder
 * @param files absolute paths of the originals
 */
record SystemCopy(Path folder, Set<Path> files) {
  private static final String PREFIX = "system-";
  private static final int NAME_BYTES = 16;

  private static final Set<PosixFilePermission> FOR_EVERYONE =
      PosixFilePermissions.fromString("rwxr-xr-x");

  SystemCopy {
    files = Set.copyOf(files);
  }

  /**
   * Finds or makes the copies. They appear atomically, because several processes may do this at
   * once and each may be killed.
   *
   * @param files absolute paths of regular files
   * @param cache an existing folder, which other processes may use as well
   */
  static SystemCopy of(Set<Path> files, Path cache) throws IOException {
    SystemCopy copy =
        new SystemCopy(cache.toRealPath().resolve(PREFIX + digest(new TreeSet<>(files))), files);
    if (!Files.isDirectory(copy.folder)) {
      copy.make(cache);
    }
    return copy;
  }

  /** The copy of a file, with its whole path below the folder. */
  Path copyOf(Path file) {
    return below(folder, file);
  }

  private static Path below(Path folder, Path file) {
    return folder.resolve(file.toString().substring(1));
  }

  private void make(Path cache) throws IOException {
    Path temporary = Files.createTempDirectory(cache, "copying-");
    for (Path file : files) {
      Path target = below(temporary, file);
      Files.createDirectories(Objects.requireNonNull(target.getParent(), "It has a folder"));
      Files.write(target, Files.readAllBytes(file));
    }
    try (Stream<Path> all = Files.walk(temporary)) {
      for (Path path : all.toList()) {
        Files.setPosixFilePermissions(path, FOR_EVERYONE);
      }
    }
    try {
      Files.move(temporary, folder, ATOMIC_MOVE);
    } catch (FileSystemException another) {
      delete(temporary);
      if (!Files.isDirectory(folder)) {
        throw another;
      }
    }
  }

  private static void delete(Path tree) throws IOException {
    try (Stream<Path> all = Files.walk(tree)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  private static String digest(Set<Path> sorted) throws IOException {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      for (Path file : sorted) {
        byte[] content = Files.readAllBytes(file);
        sha256.update((file + "\0" + content.length + "\0").getBytes(UTF_8));
        sha256.update(content);
      }
      return HexFormat.of().formatHex(sha256.digest(), 0, NAME_BYTES);
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("Every Java has SHA-256", impossible);
    }
  }
}
