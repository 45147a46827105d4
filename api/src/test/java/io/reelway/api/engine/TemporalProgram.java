package io.reelway.api.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;

/** The {@code temporal} program that tests of the real engine run. */
public final class TemporalProgram {
  private static final String VARIABLE = "REELWAY_TEST_TEMPORAL";

  private TemporalProgram() {}

  /** Where it is. Without it a test fails in CI, and is skipped elsewhere. */
  public static Path required() {
    String path = System.getenv(VARIABLE);
    if (path == null || path.isBlank()) {
      assertThat(System.getenv("CI")).as(VARIABLE + " must be set in CI").isNull();
      System.err.println("SKIPPED: tests of the real engine; set " + VARIABLE);
      assumeThat(path).as(VARIABLE).isNotBlank();
    }
    return Path.of(path);
  }
}
