package io.reelway.scratch;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Creates files that no other user of the machine can read: files in a directory that others cannot
 * enter, or files that others cannot open. Systems without POSIX permissions apply their own rules.
 */
public final class PrivateFiles {
  /**
   * The group of the users that run ffmpeg for a worker that runs as root. The group lets them pass
   * through the worker's directories to their own. systemd gives neither this id nor any below it
   * to services without an account.
   */
  public static final int GROUP = 61_183;

  private static final boolean POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");

  private static final Set<PosixFilePermission> OWNER_READS =
      PosixFilePermissions.fromString("rw-------");

  private static final Set<PosixFilePermission> GROUP_PASSES =
      PosixFilePermissions.fromString("rwx--x---");

  private PrivateFiles() {}

  /**
   * Creates a directory that others cannot enter, and its missing parents. Existing directories
   * keep their permissions, because other programs may use them.
   *
   * @return the directory
   */
  public static Path directory(Path directory) throws IOException {
    if (!POSIX) {
      return Files.createDirectories(directory);
    }
    List<Path> missing = missing(directory);
    if (missing.isEmpty()) {
      return Files.createDirectories(directory);
    }
    FileAttribute<?> permissions = PosixFilePermissions.asFileAttribute(OWNER_ONLY);
    Files.createDirectories(directory, permissions);
    for (Path created : missing) {
      letChildrenPass(created);
    }
    return directory;
  }

  /** Creates an empty file that others cannot open. An existing file is closed to others. */
  public static void file(Path file) throws IOException {
    if (!POSIX) {
      return;
    }
    if (Files.exists(file)) {
      Files.setPosixFilePermissions(file, OWNER_READS);
    } else {
      Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER_READS));
    }
  }

  private static List<Path> missing(Path directory) {
    List<Path> missing = new ArrayList<>();
    Path up = directory.toAbsolutePath().normalize();
    while (up != null && !Files.exists(up)) {
      missing.add(up);
      up = up.getParent();
    }
    return missing;
  }

  private static void letChildrenPass(Path directory) throws IOException {
    if (Integer.valueOf(0).equals(Files.getAttribute(directory, "unix:uid"))) {
      Files.setAttribute(directory, "unix:gid", GROUP);
      Files.setPosixFilePermissions(directory, GROUP_PASSES);
    }
  }
}
