package io.reelway.api.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.job.ErrorCode;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The documents name every error code. */
class ErrorTableTest {
  private static final Pattern ROW = Pattern.compile("(?m)^\\| (\\d{3}) \\| `([a-z-]+)` \\|");

  @Test
  void theTableOfErrorsHasEveryCodeWithItsStatus() throws Exception {
    String document =
        Files.readString(Path.of(System.getProperty("reelway.root"), "docs", "api.md"));
    String errors = document.substring(document.indexOf("\n## Errors\n"));

    List<String> rows =
        ROW.matcher(errors)
            .results()
            .map((MatchResult row) -> row.group(1) + " " + row.group(2))
            .toList();

    assertThat(rows)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(ErrorCode.values())
                .map(code -> HttpStatuses.of(code).value() + " " + code.code())
                .toList());
  }

  @Test
  void theDescriptionHasEveryCode() throws Exception {
    Object node;
    try (InputStream description = getClass().getResourceAsStream("/openapi.yaml")) {
      node = new Yaml(new SafeConstructor(new LoaderOptions())).load(description);
    }
    for (String name : List.of("components", "schemas", "Problem", "properties", "code", "enum")) {
      node = Objects.requireNonNull(((Map<?, ?>) node).get(name), name);
    }

    assertThat((List<?>) node)
        .asInstanceOf(InstanceOfAssertFactories.list(String.class))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(ErrorCode.values()).map(ErrorCode::code).toList());
  }
}
