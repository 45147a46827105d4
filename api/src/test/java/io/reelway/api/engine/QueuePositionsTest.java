package io.reelway.api.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How many tasks stand in front of a job. */
class QueuePositionsTest {
  private final QueuePositions positions = new QueuePositions();

  @BeforeEach
  void threeWait() {
    positions.add("first", "heavy", 1);
    positions.add("photo", "light", 2);
    positions.add("second", "heavy", 3);
    positions.add("third", "heavy", 4);
  }

  @Test
  void countsThoseOfTheSameQueueThatCameEarlier() {
    assertThat(positions.ahead("first")).isZero();
    assertThat(positions.ahead("third")).isEqualTo(2);
    assertThat(positions.ahead("photo")).isZero();
  }

  @Test
  void everyoneMovesUpWhenOneBegins() {
    positions.remove("first");

    assertThat(positions.ahead("third")).isEqualTo(1);
    assertThat(positions.ahead("first")).isNull();
  }

  @Test
  void aFurtherStageOfAJobWaitsAtTheEnd() {
    positions.add("first", "heavy", 5);

    assertThat(positions.ahead("first")).isEqualTo(2);
    assertThat(positions.ahead("second")).isZero();
  }

  @Test
  void doesNotTellOfJobsItDoesNotKnow() {
    assertThat(positions.ahead("another")).isNull();
  }
}
