package io.reelway.api.health;

import java.util.function.BooleanSupplier;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Up while this worker serves its task queues. That every needed encoder is there was checked at
 * its start, which would have failed otherwise.
 */
public final class EncodersHealth implements HealthIndicator {
  private final BooleanSupplier working;

  /**
   * @param working whether the task queues are served
   */
  public EncodersHealth(BooleanSupplier working) {
    this.working = working;
  }

  @Override
  public Health health() {
    return (working.getAsBoolean() ? Health.up() : Health.outOfService()).build();
  }
}
