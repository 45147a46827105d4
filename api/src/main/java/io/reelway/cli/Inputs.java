package io.reelway.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the files to optimize: named files regardless of their extension; from folders, files with
 * the extension of media that are neither hidden nor outputs of this command.
 */
final class Inputs {
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

  /**
   * Scans all named files and folders.
   *
   * @throws UncheckedIOException when a named folder cannot be read
   */
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
    try {
      Path root = Files.isSymbolicLink(folder) ? folder.toRealPath() : folder;
      FolderScan scan = new FolderScan(root, out);
      Files.walkFileTree(root, scan);
      skipped.addAll(scan.skipped());
      return scan.files();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path absolute(Path path) {
    return path.toAbsolutePath().normalize();
  }
}
