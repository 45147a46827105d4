package io.reelway.api.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.api.jobs.Totals.Count;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class RecentTotalsTest {
  private static final Duration AGE = Duration.ofSeconds(10);

  private final AtomicInteger listings = new AtomicInteger();
  private final Mono<Count> ledger =
      Mono.fromSupplier(() -> new Count(listings.incrementAndGet(), 0));

  @Test
  void manyAnswersListTheLedgerOnce() {
    Totals totals = new RecentTotals(ledger, AGE);

    for (int answer = 0; answer < 100; answer++) {
      assertThat(totals.now().block()).isEqualTo(new Count(1, 0));
    }
  }

  @Test
  void aFailureIsNoCountAndIsNotRemembered() {
    Mono<Count> failsFirst =
        Mono.defer(
            () ->
                listings.incrementAndGet() == 1
                    ? Mono.error(new IOException("no store"))
                    : Mono.just(new Count(7, 0)));
    Totals totals = new RecentTotals(failsFirst, AGE);

    assertThat(totals.now().block()).isEqualTo(Count.NONE);
    assertThat(totals.now().block()).isEqualTo(new Count(7, 0));
  }
}
