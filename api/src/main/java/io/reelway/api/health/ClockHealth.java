package io.reelway.api.health;

import io.reelway.clock.EngineClock;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Up while the clocks of the workflow engine and of the system agree, as last measured by a worker.
 */
public final class ClockHealth implements HealthIndicator {
  private final EngineClock clock;

  public ClockHealth(EngineClock clock) {
    this.clock = clock;
  }

  @Override
  public Health health() {
    Health.Builder health =
        clock.agrees()
            ? Health.up()
            : Health.outOfService()
                .withDetail(
                    "reason",
                    "The clocks of the workflow engine and of the system differ; nothing is "
                        + "deleted until they agree.");
    return health.withDetail("skewSeconds", clock.skew().toSeconds()).build();
  }
}
