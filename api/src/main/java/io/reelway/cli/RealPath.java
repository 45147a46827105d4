package io.reelway.cli;

import java.io.IOException;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Paths without symbolic links, so that two paths to the same file are equal. */
final class RealPath {
  private RealPath() {}

  /** The file that a path leads to. What does not exist yet keeps its name. */
  static Path of(Path path) {
    Path absolute = path.toAbsolutePath();
    try {
      return absolute.toRealPath();
    } catch (IOException missing) {
      return inRealFolder(absolute);
    }
  }

  /**
   * The place of a file in its folder. Here a link is a file of its own, because a new file
   * replaces the link. The name is spelled as in the folder, which may ignore case.
   */
  static Path place(Path file) {
    Path place = inRealFolder(file.toAbsolutePath());
    try {
      return place.toRealPath(LinkOption.NOFOLLOW_LINKS);
    } catch (IOException missing) {
      return place;
    }
  }

  private static Path inRealFolder(Path absolute) {
    Path folder = absolute.getParent();
    return folder == null
        ? absolute
        : of(folder).resolve(String.valueOf(absolute.getFileName())).normalize();
  }
}
