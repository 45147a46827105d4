package io.reelway.outside;

import static org.assertj.core.api.Assertions.fail;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** A program that tests need and that may be missing. */
public enum ExternalProgram {
  /** Temporal's development server. */
  TEMPORAL("REELWAY_TEST_TEMPORAL"),
  /** An S3 server. */
  VERSITYGW("REELWAY_TEST_VERSITYGW"),
  /**
   * {@code initdb}, which creates a PostgreSQL cluster. The server's program is in the same folder.
   */
  INITDB("REELWAY_TEST_INITDB");

  private final String variable;

  ExternalProgram(String variable) {
    this.variable = variable;
  }

  /**
   * The path of the program. Without the program the test is skipped with a message; with {@code
   * CI} set it fails.
   */
  public Path path() {
    Path program = Path.of(System.getenv().getOrDefault(variable, ""));
    if (Files.isRegularFile(program) && Files.isExecutable(program)) {
      return program;
    }
    String sentence =
        "SKIPPED: this test needs the program that "
            + variable
            + " names; scripts/install-test-programs installs it";
    if (System.getenv("CI") != null) {
      fail(sentence);
    }
    System.err.println(sentence);
    Assumptions.abort(sentence);
    throw new AssertionError("Not reached");
  }
}
