package io.reelway.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.bench.Benchmark.Row;
import org.junit.jupiter.api.Test;

class PromisesTest {
  @Test
  void marksAMissedPromise() {
    assertThat(new Row("a poll", "p99 31 ms", "p99 ≤ 30 ms", false).line())
        .isEqualTo("| a poll | p99 31 ms **(missed)** | p99 ≤ 30 ms |");
    assertThat(new Row("a poll", "p99 29 ms", "p99 ≤ 30 ms", true).line())
        .isEqualTo("| a poll | p99 29 ms | p99 ≤ 30 ms |");
  }

  @Test
  void aResultWithoutAPromiseMissesNone() {
    assertThat(Row.of("start-up", "6 s").line()).isEqualTo("| start-up | 6 s |  |");
  }

  @Test
  void memoryCountsAsFlatUpToAQuarterMore() {
    assertThat(Server.isFlat(400, 500)).isTrue();
    assertThat(Server.isFlat(400, 501)).isFalse();
  }

  @Test
  void aPercentileMayBeExactlyAsLongAsPromised() {
    assertThat(Stopwatch.isWithin(new long[] {1, 5_000_000}, 99, 5)).isTrue();
    assertThat(Stopwatch.isWithin(new long[] {1, 5_000_001}, 99, 5)).isFalse();
  }
}
