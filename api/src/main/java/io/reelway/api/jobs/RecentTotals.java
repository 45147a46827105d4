package io.reelway.api.jobs;

import java.time.Duration;
import reactor.core.publisher.Mono;

/**
 * A count that may be a few seconds old. To count is to list the ledger, which is far more work
 * than the answer that carries the count.
 */
public final class RecentTotals implements Totals {
  private final Mono<Count> recent;

  /**
   * @param count lists the ledger anew each time
   * @param age how old an answer may be
   */
  public RecentTotals(Mono<Count> count, Duration age) {
    this.recent =
        count
            .cache(value -> age, failed -> Duration.ZERO, () -> Duration.ZERO)
            .onErrorReturn(Count.NONE);
  }

  @Override
  public Mono<Count> now() {
    return recent;
  }
}
