package io.reelway.api.health;

import io.reelway.api.engine.EngineUnavailableException;
import io.reelway.api.engine.JobEngine;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import reactor.core.publisher.Mono;

/** Up while the workflow engine answers. */
public final class EngineHealth implements ReactiveHealthIndicator {
  private final JobEngine engine;
  private final String kind;

  /**
   * @param kind kind of the engine, for the operator
   */
  public EngineHealth(JobEngine engine, String kind) {
    this.engine = engine;
    this.kind = kind;
  }

  @Override
  public Mono<Health> health() {
    return engine
        .ping()
        .thenReturn(Health.up().withDetail("engine", kind).build())
        .onErrorResume(silent ->
            Mono.just(
                Health.down()
                    .withDetail("engine", kind)
                    .withDetail("reason", EngineUnavailableException.reason(silent))
                    .build()));
  }
}
