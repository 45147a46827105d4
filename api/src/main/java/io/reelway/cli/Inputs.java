package io.reelway.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds the files to optimize. A file that was named is taken whatever it is; of a folder, what
 * looks like media, is not hidden, and is no output of ours.
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
   * @param out where outputs go
   */
  Inputs(List<Path> named, Path out) {
    this.named = named;
    this.out = absolute(out);
  }

  /** Every file, each once, folders in the order of names. */
  List<Input> scan() {
    return named.stream()
        .flatMap(path -> Files.isDirectory(path) ? folder(path) : file(path))
        .collect(
            Collectors.toMap(
                input -> absolute(input.file()),
                input -> input,
                (first, again) -> first,
                LinkedHashMap::new))
        .values()
        .stream()
        .toList();
  }

  private static Stream<Input> file(Path path) {
    return Stream.of(new Input(path, Path.of(String.valueOf(path.getFileName()))));
  }

  private Stream<Input> folder(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> isMedia(file) && !isHidden(folder.relativize(file)))
          .filter(file -> !absolute(file).startsWith(out))
          .sorted()
          .map(file -> new Input(file, folder.relativize(file)))
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isMedia(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    return MEDIA.contains(name.substring(name.lastIndexOf('.') + 1));
  }

  private static boolean isHidden(Path below) {
    for (Path part : below) {
      if (part.toString().startsWith(".")) {
        return true;
      }
    }
    return false;
  }

  private static Path absolute(Path path) {
    return path.toAbsolutePath().normalize();
  }
}
