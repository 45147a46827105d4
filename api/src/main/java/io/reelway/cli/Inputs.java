package io.reelway.cli;

import io.reelway.cli.SkippedFile.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Finds the files to optimize: named files regardless of their extension; from folders, files with
 * the extension of media that are neither hidden nor outputs of this command.
 */
final class Inputs {
  private static final Set<String> MEDIA =
      Set.of(
          "3gp", "avi", "avif", "bmp", "flv", "gif", "heic", "heif", "jpeg", "jpg", "m2ts", "m4v",
          "mkv", "mov", "mp4", "mpeg", "mpg", "mts", "ogv", "png", "tif", "tiff", "ts", "webm",
          "webp", "wmv");

  private final List<Path> named;
  private final Path out;

  /**
   * @param out output folder
   */
  Inputs(List<Path> named, Path out) {
    this.named = named;
    this.out = RealPath.of(out);
  }

  /**
   * The result of a scan.
   *
   * @param files files to optimize, each once, those of folders in the order of names
   * @param skipped files and folders within folders that are left out; our own outputs are not
   *     listed
   */
  record Found(List<Input> files, List<SkippedFile> skipped) {}

  /** Scans all named files and folders. */
  Found scan() {
    Map<Path, Input> files = new LinkedHashMap<>();
    List<SkippedFile> skipped = new ArrayList<>();
    for (Path path : named) {
      List<Input> here = Files.isDirectory(path) ? folder(path, skipped) : List.of(file(path));
      here.forEach(input -> files.putIfAbsent(absolute(input.file()), input));
    }
    return new Found(List.copyOf(files.values()), List.copyOf(skipped));
  }

  private static Input file(Path path) {
    return new Input(path, Path.of(String.valueOf(path.getFileName())));
  }

  private List<Input> folder(Path folder, List<SkippedFile> skipped) {
    FolderScan scan = new FolderScan(folder);
    try {
      Files.walkFileTree(folder, scan);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    skipped.addAll(scan.skipped.stream().sorted(Comparator.comparing(SkippedFile::below)).toList());
    return scan.files.stream().sorted(Comparator.comparing(Input::file)).toList();
  }

  /** A walk through a folder. It enters neither hidden folders nor the output folder. */
  private final class FolderScan extends SimpleFileVisitor<Path> {
    private final Path folder;
    private final List<Input> files = new ArrayList<>();
    private final List<SkippedFile> skipped = new ArrayList<>();

    FolderScan(Path folder) {
      this.folder = folder;
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

    private void skip(Path path, Reason reason) {
      skipped.add(new SkippedFile(folder.relativize(path), reason));
    }
  }

  private static boolean isMedia(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    return MEDIA.contains(name.substring(name.lastIndexOf('.') + 1));
  }

  private static boolean isHidden(Path path) {
    return String.valueOf(path.getFileName()).startsWith(".");
  }

  private static Path absolute(Path path) {
    return path.toAbsolutePath().normalize();
  }
}
