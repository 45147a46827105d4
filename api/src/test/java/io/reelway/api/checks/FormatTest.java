package io.reelway.api.checks;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Checks that every source is in google-java-format. This is a test and not a Maven plugin, because
 * the formatter parses with the compiler of its own JVM. Tests run on the JDK of the toolchain,
 * even where Maven itself runs on an older one.
 */
class FormatTest {
  private static final Path ROOT = Path.of(System.getProperty("reelway.root", ".."));

  /**
   * {@code ./mvnw test -pl api -am -Dtest=FormatTest -Dreelway.format=apply ...} rewrites the
   * sources.
   */
  private static final boolean APPLY = "apply".equals(System.getProperty("reelway.format"));

  @Test
  void everySourceIsFormatted() throws IOException, FormatterException {
    Formatter formatter = new Formatter();
    try (Stream<Path> files = Files.walk(ROOT)) {
      List<Path> unformatted =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .filter(file -> !file.toString().contains("/target/"))
              .filter(file -> !isFormatted(formatter, file))
              .map(ROOT::relativize)
              .toList();
      assertThat(unformatted).as("run scripts/format").isEmpty();
    }
  }

  private static boolean isFormatted(Formatter formatter, Path file) {
    try {
      String source = Files.readString(file);
      String formatted =
          formatter.formatSource(
              ImportOrderer.reorderImports(
                  RemoveUnusedImports.removeUnusedImports(source),
                  JavaFormatterOptions.Style.GOOGLE));
      if (APPLY) {
        Files.writeString(file, formatted);
      }
      return APPLY || source.equals(formatted);
    } catch (IOException | FormatterException e) {
      throw new IllegalStateException(file.toString(), e);
    }
  }
}
