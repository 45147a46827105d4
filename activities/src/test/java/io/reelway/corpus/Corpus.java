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

/** The media files that tests use, as {@code MANIFEST.tsv} lists them. */
public final class Corpus {
  private static final Path FOLDER =
      Path.of(Objects.requireNonNull(System.getProperty("reelway.media"), "reelway.media"));

  private Corpus() {}

  /** Looks for the large corpus. When it is absent, one loud line says so. */
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

  /** The files that the build makes, followed by the large corpus if it is present. */
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
   * Returns a file by its listed name, e.g. {@code image/alpha.webp}: from the large corpus, or
   * else a file of the same kind that the build makes. Without either, the test is skipped with a
   * message.
   */
  public static Path file(String name) {
    return Large.HERE
        ? FOLDER.resolve(name)
        : MadeCorpus.file(name).orElseThrow(() -> skipped(name));
  }

  /**
   * Returns a file of the large corpus, for a test that depends on this exact file. Without the
   * large corpus the test is skipped.
   */
  public static Path real(String name) {
    if (!Large.HERE) {
      throw skipped(name);
    }
    return FOLDER.resolve(name);
  }

  /** Whether the large corpus is here, so that figures of its files can be compared. */
  public static boolean isLarge() {
    return Large.HERE;
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

  /** The required outcome for a file. */
  public enum Expected {
    OK,
    REJECT,
    EITHER
  }

  /**
   * A file of the corpus.
   *
   * @param name its path within the corpus
   * @param category {@code image}, {@code video}, {@code audio} or {@code hostile}
   * @param tier {@code core}, {@code extra} or {@code slow}
   */
  public record Item(String name, String category, String tier, Expected expected, Path path) {
    /** The name without the prefix of files that the build makes. */
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
