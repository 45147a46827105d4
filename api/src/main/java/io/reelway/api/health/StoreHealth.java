package io.reelway.api.health;

import io.reelway.store.JobLocations;
import io.reelway.store.Store;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Up while the store lists a folder, which may be empty. Reading an object would not do, because a
 * missing bucket gives the same answer as a missing object.
 */
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
    return Mono.fromCallable(() -> store.list(JobLocations.JOBS, JobLocations.JOBS, 1))
        .subscribeOn(blocking)
        .timeout(LIMIT)
        .thenReturn(Health.up().build())
        .onErrorResume(
            silent -> Mono.just(Health.down().withDetail("reason", reason(silent)).build()));
  }

  private static String reason(Throwable silent) {
    return switch (silent) {
      case TimeoutException late -> "The store does not answer within " + LIMIT.toSeconds() + " s.";
      case NoSuchFileException missing -> "There is no such bucket.";
      default -> silent.getClass().getSimpleName() + ": " + silent.getMessage();
    };
  }
}
