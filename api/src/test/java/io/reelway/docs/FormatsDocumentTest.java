package io.reelway.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.source.Container;
import io.reelway.strategy.Strategies;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Compares the tables of docs/formats.md with the program. */
class FormatsDocumentTest {
  @Test
  void everyContainerThatIsReadHasARow() throws Exception {
    List<String> containers =
        Arrays.stream(Container.values())
            .map(container -> "`" + container.name().toLowerCase(Locale.ROOT) + "`")
            .toList();

    assertThat(firstColumns()).contains(containers.toArray(String[]::new));
  }

  @Test
  void everyStrategyHasARow() throws Exception {
    List<String> strategies =
        Strategies.builtIn().all().stream()
            .map(strategy -> "`" + strategy.id().value() + "`")
            .toList();

    assertThat(firstColumns()).contains(strategies.toArray(String[]::new));
  }

  /** The words of the first column of each table. */
  private static List<String> firstColumns() throws Exception {
    return Files.readAllLines(Document.ROOT.resolve("docs/formats.md")).stream()
        .filter(line -> line.startsWith("| `"))
        .flatMap(line -> Arrays.stream(line.split("\\|", -1)[1].split(",", -1)))
        .map(String::strip)
        .toList();
  }
}
