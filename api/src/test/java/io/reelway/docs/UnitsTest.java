package io.reelway.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All texts use binary size units; see decision 0086. */
class UnitsTest {
  private static final Pattern POWER_OF_1000 = Pattern.compile("\\b[\\d.,]+ ?[kKMGT]B\\b");

  /** Decision 0086 names the other units; {@code ByteSize} reads them in settings. */
  private static final Set<String> ABOUT_BOTH =
      Set.of("0086-units-reruns-and-a-short-scrape.md", "ByteSize.java");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "README.md",
        "CHANGELOG.md",
        "docs",
        "bench",
        "activities/src/main",
        "api/src/main/java",
        "api/src/main/resources/openapi.yaml",
        "api/src/main/resources/static/page",
        "sdk/src/main",
        "workflows/src/main"
      })
  void sizesAreInPowersOf1024(String place) throws IOException {
    List<String> others = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Document.ROOT.resolve(place))) {
      for (Path file : files.filter(UnitsTest::isText).toList()) {
        POWER_OF_1000
            .matcher(Files.readString(file))
            .results()
            .forEach(found -> others.add(file + ": " + found.group()));
      }
    }
    assertThat(others).isEmpty();
  }

  private static boolean isText(Path file) {
    String name = file.getFileName().toString();
    return name.matches(".*\\.(md|java|js|css|html|yaml)") && !ABOUT_BOTH.contains(name);
  }
}
