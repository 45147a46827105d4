package io.reelway.cli;

import io.reelway.cli.SkippedFile.Reason;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A walk through a named folder. It enters neither hidden folders nor the output folder. What
 * vanishes meanwhile is left out, and a folder that cannot be read is skipped; only the named one
 * must be readable.
 */
final class FolderScan extends SimpleFileVisitor<Path> {
  private static final Set<String> MEDIA =
      Set.of(
          "3gp", "avi", "avif", "bmp", "flv", "gif", "heic", "heif", "jpeg", "jpg", "m2ts", "m4v",
          "mkv", "mov", "mp4", "mpeg", "mpg", "mts", "ogv", "png", "tif", "tiff", "ts", "webm",
          "webp", "wmv");

  private final Path folder;
  private final Path out;
  private final List<Input> files = new ArrayList<>();
  private final List<SkippedFile> skipped = new ArrayList<>();

  /**
   * @param out real path of the output folder
   */
  FolderScan(Path folder, Path out) {
    this.folder = folder;
    this.out = out;
  }

  /** The media that were found, in the order of names. */
  List<Input> files() {
    return files.stream().sorted(Comparator.comparing(Input::file)).toList();
  }

  /** What was left out, except our own outputs, in the order of names. */
  List<SkippedFile> skipped() {
    return skipped.stream().sorted(Comparator.comparing(SkippedFile::below)).toList();
  }

  @Override
  public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
    if (RealPath.of(directory).startsWith(out)) {
      return FileVisitResult.SKIP_SUBTREE;
    }
    if (!directory.equals(folder) && isHidden(directory)) {
      skip(directory, Reason.HIDDEN);
      return FileVisitResult.SKIP_SUBTREE;
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    if (isHidden(file)) {
      skip(file, Reason.HIDDEN);
    } else if (Files.isDirectory(file)) {
      skip(file, Reason.LINKED_FOLDER);
    } else if (!isMedia(file)) {
      skip(file, Reason.OTHER_ENDING);
    } else if (Files.isRegularFile(file)) {
      files.add(new Input(file, folder.relativize(file)));
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFileFailed(Path path, IOException failure) throws IOException {
    return fail(path, failure);
  }

  @Override
  public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
      throws IOException {
    return failure == null ? FileVisitResult.CONTINUE : fail(directory, failure);
  }

  private FileVisitResult fail(Path path, IOException failure) throws IOException {
    if (path.equals(folder)) {
      throw failure;
    }
    if (!(failure instanceof NoSuchFileException)) {
      skip(path, isHidden(path) ? Reason.HIDDEN : Reason.UNREADABLE);
    }
    return FileVisitResult.CONTINUE;
  }

  private void skip(Path path, Reason reason) {
    skipped.add(new SkippedFile(folder.relativize(path), reason));
  }

  private static boolean isMedia(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    return MEDIA.contains(name.substring(name.lastIndexOf('.') + 1));
  }

  private static boolean isHidden(Path path) {
    return String.valueOf(path.getFileName()).startsWith(".");
  }
}
