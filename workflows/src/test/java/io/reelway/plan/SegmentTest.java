package io.reelway.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A piece of time, and an attempt that divides its source into such pieces. */
class SegmentTest {
  @Test
  void aSegmentLastsFromItsStartToItsEnd() {
    assertThat(new Segment(0, 2.5, 12, null, 240, "abc").length()).isEqualTo(9.5);
  }

  @ParameterizedTest
  @CsvSource({
    "-1, 0, 10, 250",
    "0, -0.1, 10, 250",
    "0, 10, 10, 250",
    "0, 0, 10, 0",
    "0, NaN, 10, 250",
    "0, 0, NaN, 250",
    "0, 0, Infinity, 250"
  })
  void aSegmentHasAPositionTimesInOrderAndFrames(int index, double start, double end, long frames) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Segment(index, start, end, null, frames, "abc"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT-1S"})
  void anAttemptHasSegmentsOfAPositiveLength(Duration length) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PlanTest.ATTEMPT.inSegments(length))
        .withMessage("Segments cannot be " + length + " long");
  }
}
