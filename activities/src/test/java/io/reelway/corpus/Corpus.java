package io.reelway.corpus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/** The files that tests run on, as their {@code MANIFEST.tsv} lists them. */
public final class Corpus {
  private static final Path FOLDER =
      Path.of(Objects.requireNonNull(System.getProperty("reelway.media"), "reelway.media"));

  private Corpus() {}

  /** Whether the large corpus is there; else one loud line says so, once. */
  private static final class Large {
    static final boolean HERE = look();

    private static boolean look() {
      boolean here = Files.isRegularFile(FOLDER.resolve("MANIFEST.tsv"));
      if (!here) {
        System.err.println(
            "NO LARGE CORPUS: "
                + FOLDER.normalize()
                + " has no MANIFEST.tsv. Tests use the files that the build makes; those that need"
                + " real media are skipped.");
      }
      return here;
    }
  }

  /** The files that the build makes, and after them the large corpus, where it is. */
  public static List<Item> all() {
    return Stream.concat(MadeCorpus.core().stream(), large().stream()).toList();
  }

  private static List<Item> large() {
    if (!Large.HERE) {
      return List.of();
    }
    try (Stream<String> lines = Files.lines(FOLDER.resolve("MANIFEST.tsv"))) {
      return lines.skip(1).map(Corpus::item).toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /**
   * One file by its name in the list, e.g. {@code image/alpha.webp}: that of the large corpus, else
   * one of its kind that the build makes. Without either, the test is skipped and says so.
   */
  public static Path file(String name) {
    return Large.HERE
        ? FOLDER.resolve(name)
        : MadeCorpus.file(name).orElseThrow(() -> skipped(name));
  }

  /** For a test that knows more of a file than its kind: without the large corpus it is skipped. */
  public static Path real(String name) {
    if (!Large.HERE) {
      throw skipped(name);
    }
    return FOLDER.resolve(name);
  }

  private static RuntimeException skipped(String name) {
    return new TestAbortedException("SKIPPED: this test needs the large corpus for " + name);
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
    /** The name without the mark of those that the build makes. */
    String kind() {
      return name.startsWith("made:") ? name.substring("made:".length()) : name;
    }

    public boolean isIn(String... categories) {
      return List.of(categories).contains(category);
    }

    @Override
    public String toString() {
      return name;
    }
  }
}
