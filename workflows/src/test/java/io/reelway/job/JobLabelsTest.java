package io.reelway.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JobLabelsTest {
  @Test
  void acceptsLabelsWithinTheLimits() {
    JobLabels labels =
        new JobLabels("x".repeat(128), "B-7", Map.of("album", "\u00fc".repeat(1021)));

    assertThat(labels.metadata()).containsKey("album");
  }

  @Test
  void refusesAnIdThatIsEmptyOrTooLong() {
    assertThatIllegalArgumentException().isThrownBy(() -> new JobLabels("", null, Map.of()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new JobLabels("x".repeat(129), null, Map.of()))
        .withMessage("externalId has 1 to 128 characters.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "two words", "a/b", "a_b", "\u00fc", "a\0", "a\n"})
  void refusesABatchIdWithOtherCharacters(String batchId) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new JobLabels(null, batchId, Map.of()))
        .withMessage("batchId has 1 to 64 letters (A-Z, a-z), digits and dashes.");
  }

  @Test
  void refusesABatchIdThatIsTooLong() {
    assertThat(new JobLabels(null, "x".repeat(64), Map.of()).batchId()).hasSize(64);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new JobLabels(null, "x".repeat(65), Map.of()));
  }

  /** PostgreSQL refuses this character in a text, and SQLite ends a comparison at it. */
  @Test
  void refusesACharacterThatDatabasesDoNotStore() {
    for (JobLabelsOf labels :
        new JobLabelsOf[] {
          () -> new JobLabels("a\0", null, Map.of()),
          () -> new JobLabels(null, null, Map.of("a\0", "")),
          () -> new JobLabels(null, null, Map.of("a", "\0"))
        }) {
      assertThatIllegalArgumentException()
          .isThrownBy(labels::make)
          .withMessage("externalId and metadata must not contain the character U+0000.");
    }
  }

  @Test
  void refusesHalfASurrogatePair() {
    for (JobLabelsOf labels :
        new JobLabelsOf[] {
          () -> JobLabels.of("a\ud83c", null, Map.of()),
          () -> JobLabels.of(null, null, Map.of("\udfaca", "")),
          () -> JobLabels.of(null, null, Map.of("a", "\ud83c"))
        }) {
      assertThatIllegalArgumentException()
          .isThrownBy(labels::make)
          .withMessage("externalId and metadata must not contain half a surrogate pair.");
    }
  }

  /** An earlier version accepted such a job. */
  @Test
  void readsHalfASurrogatePairOfARecord() {
    assertThat(new JobLabels("a\ud83c", null, Map.of()).externalId()).isEqualTo("a\ud83c");
  }

  @Test
  void countsCodePointsOfAnId() {
    assertThat(new JobLabels("\ud83c\udfac".repeat(128), null, Map.of()).externalId()).isNotNull();
  }

  private interface JobLabelsOf {
    JobLabels make();
  }

  @Test
  void countsTheBytesOfNamesAndValues() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new JobLabels(null, null, Map.of("album", "\u00fc".repeat(1022))))
        .withMessageContaining("at most 2048 bytes");
  }

  @Test
  void refusesMoreThanTwentyPairs() {
    Map<String, String> pairs = new TreeMap<>();
    for (int number = 0; number <= 20; number++) {
      pairs.put("name" + number, "");
    }

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new JobLabels(null, null, pairs))
        .withMessage("metadata holds at most 20 pairs.");
  }
}
