package io.reelway.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class JobLabelsTest {
  @Test
  void acceptsWhatLiesWithinTheLimits() {
    JobLabels labels = new JobLabels("x".repeat(128), Map.of("album", "\u00fc".repeat(1021)));

    assertThat(labels.metadata()).containsKey("album");
  }

  @Test
  void refusesAnIdThatIsEmptyOrTooLong() {
    assertThatIllegalArgumentException().isThrownBy(() -> new JobLabels("", Map.of()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new JobLabels("x".repeat(129), Map.of()))
        .withMessage("externalId has 1 to 128 characters.");
  }

  /** PostgreSQL refuses it in a text, and SQLite ends a comparison there. */
  @Test
  void refusesACharacterThatDatabasesDoNotStore() {
    for (JobLabelsOf labels :
        new JobLabelsOf[] {
          () -> new JobLabels("a\0", Map.of()),
          () -> new JobLabels(null, Map.of("a\0", "")),
          () -> new JobLabels(null, Map.of("a", "\0"))
        }) {
      assertThatIllegalArgumentException()
          .isThrownBy(labels::make)
          .withMessage("externalId and metadata must not contain the character U+0000.");
    }
  }

  private interface JobLabelsOf {
    JobLabels make();
  }

  @Test
  void countsTheBytesOfNamesAndValues() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new JobLabels(null, Map.of("album", "\u00fc".repeat(1022))))
        .withMessageContaining("at most 2048 bytes");
  }

  @Test
  void refusesMoreThanTwentyPairs() {
    Map<String, String> pairs = new TreeMap<>();
    for (int number = 0; number <= 20; number++) {
      pairs.put("name" + number, "");
    }

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new JobLabels(null, pairs))
        .withMessage("metadata holds at most 20 pairs.");
  }
}
