package io.reelway.ffmpeg.sandbox;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import io.reelway.scratch.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A user for one process of a worker that runs as root. It owns only that process and, while the
 * process runs, the folders of its outputs. The ids are those that systemd gives to services
 * without an account of their own, so no account of a distribution has them.
 *
 * @param id user and group id
 */
record ChildUser(int id) {
  private static final int FIRST = 61_184;
  private static final int COUNT = 4_336;
  private static final String GROUP = Integer.toString(PrivateFiles.GROUP);
  private static final AtomicInteger NEXT = new AtomicInteger();

  /** Returns a user that none of the last four thousand processes had. */
  static ChildUser next() {
    return new ChildUser(FIRST + Math.floorMod(NEXT.getAndIncrement(), COUNT));
  }

  /** Whether this process may start others as another user. */
  static boolean mayBeUsed() {
    try {
      return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    } catch (IOException | UnsupportedOperationException notLinux) {
      return false;
    }
  }

  /** The options of setpriv that change to this user. */
  List<String> options() {
    String text = Integer.toString(id);
    return List.of("--reuid", text, "--regid", text, "--groups", GROUP);
  }

  /** Whether all users may read these files. The folders above them are not checked. */
  static boolean mayRead(Set<Path> files) throws IOException {
    for (Path file : files) {
      if (!permissions(file).contains(PosixFilePermission.OTHERS_READ)) {
        return false;
      }
    }
    return true;
  }

  /** Whether this user may enter every folder above these paths. */
  static boolean mayReach(Set<Path> paths) throws IOException {
    for (Path path : paths) {
      for (Path up = path.getParent(); up != null; up = up.getParent()) {
        if (!permissions(up).contains(PosixFilePermission.OTHERS_EXECUTE) && !isOfItsGroup(up)) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean isOfItsGroup(Path folder) throws IOException {
    return permissions(folder).contains(PosixFilePermission.GROUP_EXECUTE)
        && Integer.valueOf(PrivateFiles.GROUP).equals(Files.getAttribute(folder, "unix:gid"));
  }

  private static Set<PosixFilePermission> permissions(Path path) throws IOException {
    return Files.getPosixFilePermissions(path);
  }

  /** Makes this user the owner of the folders and everything in them. */
  void own(Set<Path> folders) throws IOException {
    for (Path folder : folders) {
      changeOwner(folder, id);
    }
  }

  /** Makes root the owner again, including everything that this user created. */
  void returnToRoot(Set<Path> folders) throws IOException {
    for (Path folder : folders) {
      changeOwner(folder, 0);
    }
  }

  private static void changeOwner(Path folder, int user) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.toList()) {
        Files.setAttribute(path, "unix:uid", user, NOFOLLOW_LINKS);
        Files.setAttribute(path, "unix:gid", user, NOFOLLOW_LINKS);
      }
    } catch (NoSuchFileException | UncheckedIOException goneMeanwhile) {
      if (Files.exists(folder)) {
        throw new IOException("Cannot change the owner of what is in " + folder, goneMeanwhile);
      }
    }
  }
}
