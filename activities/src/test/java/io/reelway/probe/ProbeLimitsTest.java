package io.reelway.probe;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProbeLimitsTest {
  @Test
  void namesTheWrongLimitAndWhatToWrite() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ProbeLimits(Duration.ofSeconds(1), 1, 0, 1, 1, Duration.ofSeconds(1)))
        .withMessage("reelway.limits.probe.frames is 0; write a number above zero, e.g. 5000");
  }
}
