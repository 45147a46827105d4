package io.reelway.api.health;

import io.reelway.store.JobLocations;
import io.reelway.store.Store;
import java.time.Duration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Up while the store answers a question about an object that need not exist. */
public final class StoreHealth implements ReactiveHealthIndicator {
  private static final Duration LIMIT = Duration.ofSeconds(3);

  private final Store store;
  private final Scheduler blocking;

  public StoreHealth(Store store, Scheduler blocking) {
    this.store = store;
    this.blocking = blocking;
  }

  @Override
  public Mono<Health> health() {
    return Mono.fromCallable(() -> store.stat(JobLocations.OPEN))
        .subscribeOn(blocking)
        .timeout(LIMIT)
        .thenReturn(Health.up().build())
        .onErrorResume(
            silent ->
                Mono.just(
                    Health.down().withDetail("reason", silent.getClass().getSimpleName()).build()));
  }
}
