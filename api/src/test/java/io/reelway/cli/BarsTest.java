package io.reelway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.sdk.Progress;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class BarsTest {
  private static Progress waiting(OptionalInt ahead) {
    return new Progress("waiting", 0, OptionalDouble.empty(), Optional.empty(), ahead);
  }

  @Test
  void aJobThatWaitsShowsItsPlace() {
    assertThat(Bars.stage(waiting(OptionalInt.of(3)))).isEqualTo("waiting, 3 ahead");
    assertThat(Bars.stage(waiting(OptionalInt.of(0)))).isEqualTo("waiting, next");
    assertThat(Bars.stage(waiting(OptionalInt.empty()))).isEqualTo("waiting");
  }

  @Test
  void aJobThatRunsShowsTheTimeLeft() {
    Progress encoding =
        new Progress(
            "encoding",
            40,
            OptionalDouble.of(1.5),
            Optional.of(Duration.ofSeconds(12)),
            OptionalInt.empty());
    assertThat(Bars.stage(encoding)).isEqualTo("encoding, 12 s left");
  }
}
