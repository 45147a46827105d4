package io.reelway.corpus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/** The files that tests run on, as their {@code MANIFEST.tsv} lists them. */
public final class Corpus {
  private static final Path FOLDER =
      Path.of(Objects.requireNonNull(System.getProperty("reelway.media"), "reelway.media"));

  private Corpus() {}

  /** All of it, in the order of the list. */
  public static List<Item> all() {
    try (Stream<String> lines = Files.lines(FOLDER.resolve("MANIFEST.tsv"))) {
      return lines.skip(1).map(Corpus::item).toList();
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }

  /** One file by its name in the list, e.g. {@code image/alpha.webp}. */
  public static Path file(String name) {
    return FOLDER.resolve(name);
  }

  private static Item item(String line) {
    String[] cells = line.split("\t", -1);
    return new Item(
        cells[0],
        cells[1],
        cells[2],
        Expected.valueOf(cells[4].toUpperCase(Locale.ROOT)),
        FOLDER.resolve(cells[0]));
  }

  /** What shall become of a file. */
  public enum Expected {
    OK,
    REJECT,
    EITHER
  }

  /**
   * A file.
   *
   * @param name its path within the corpus
   * @param category {@code image}, {@code video}, {@code audio} or {@code hostile}
   * @param tier {@code core}, {@code extra} or {@code slow}
   */
  public record Item(String name, String category, String tier, Expected expected, Path path) {
    public boolean isIn(String... categories) {
      return List.of(categories).contains(category);
    }

    @Override
    public String toString() {
      return name;
    }
  }
}
