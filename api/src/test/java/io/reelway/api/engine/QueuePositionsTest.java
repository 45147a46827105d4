package io.reelway.api.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The number of tasks ahead of a job. */
class QueuePositionsTest {
  private final QueuePositions positions = new QueuePositions();

  @BeforeEach
  void countsTheTasksAheadOfThreeWaitingJobs() {
    positions.add("first", "heavy", 1);
    positions.add("photo", "light", 2);
    positions.add("second", "heavy", 3);
    positions.add("third", "heavy", 4);
  }

  @Test
  void countsEarlierTasksOfTheSameQueue() {
    assertThat(positions.ahead("first")).isZero();
    assertThat(positions.ahead("third")).isEqualTo(2);
    assertThat(positions.ahead("photo")).isZero();
  }

  @Test
  void allJobsMoveUpWhenATaskStarts() {
    positions.remove("first");

    assertThat(positions.ahead("third")).isEqualTo(1);
    assertThat(positions.ahead("first")).isNull();
  }

  @Test
  void theNextStageOfAJobWaitsAtTheEnd() {
    positions.add("first", "heavy", 5);

    assertThat(positions.ahead("first")).isEqualTo(2);
    assertThat(positions.ahead("second")).isZero();
  }

  @Test
  void hasNoPositionForAnUnknownJob() {
    assertThat(positions.ahead("another")).isNull();
  }
}
