package io.reelway.api.health;

import io.reelway.catalog.sql.Database;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Up while the database answers. */
public final class DatabaseHealth implements ReactiveHealthIndicator {
  private static final Duration LIMIT = Duration.ofSeconds(3);

  private final Database database;
  private final Scheduler blocking;

  public DatabaseHealth(Database database, Scheduler blocking) {
    this.database = database;
    this.blocking = blocking;
  }

  @Override
  public Mono<Health> health() {
    return Mono.fromCallable(
            () -> {
              database.ping();
              return Health.up().build();
            })
        .subscribeOn(blocking)
        .timeout(LIMIT)
        .onErrorResume(
            failed -> Mono.just(Health.down().withDetail("reason", reason(failed)).build()));
  }

  private static String reason(Throwable failed) {
    return failed instanceof TimeoutException
        ? "The database does not answer within " + LIMIT.toSeconds() + " s."
        : String.valueOf(failed.getMessage());
  }
}
