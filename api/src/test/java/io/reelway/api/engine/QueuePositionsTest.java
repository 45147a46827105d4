package io.reelway.api.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The number of waiting jobs ahead of a job. */
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
    positions.begin("first", 1);

    assertThat(positions.ahead("third")).isEqualTo(1);
    assertThat(positions.ahead("first")).isNull();
  }

  @Test
  void allJobsMoveUpWhenATaskWillNotStart() {
    positions.remove("first", 1);

    assertThat(positions.ahead("third")).isEqualTo(1);
    assertThat(positions.ahead("first")).isNull();
  }

  @Test
  void theNextStageOfAJobWaitsAtTheEnd() {
    positions.begin("first", 1);
    positions.end("first");
    positions.add("first", "heavy", 5);

    assertThat(positions.ahead("first")).isEqualTo(2);
    assertThat(positions.ahead("second")).isZero();
  }

  @Test
  void aJobWithManyWaitingPartsCountsOnceAtThePlaceOfTheFirst() {
    positions.add("first", "heavy", 5);
    positions.add("second", "heavy", 6);
    positions.add("second", "heavy", 7);

    assertThat(positions.ahead("first")).isZero();
    assertThat(positions.ahead("second")).isEqualTo(1);
    assertThat(positions.ahead("third")).isEqualTo(2);
  }

  @Test
  void aJobWithARunningPartDoesNotWaitEvenIfOthersDo() {
    positions.add("first", "heavy", 5);
    positions.begin("first", 1);

    assertThat(positions.ahead("first")).isNull();
    assertThat(positions.ahead("second")).isZero();
  }

  @Test
  void aJobWhosePartsStandStillWaitsAgain() {
    positions.add("first", "heavy", 5);
    positions.begin("first", 1);
    positions.end("first");

    assertThat(positions.ahead("first")).isEqualTo(2);
    assertThat(positions.ahead("third")).isEqualTo(1);
  }

  @Test
  void aJobThatStartsAnewHasNoPosition() {
    positions.clear("first");

    assertThat(positions.ahead("first")).isNull();
    assertThat(positions.ahead("second")).isZero();
  }

  @Test
  void hasNoPositionForAnUnknownJob() {
    assertThat(positions.ahead("another")).isNull();
  }
}
