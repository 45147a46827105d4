package io.reelway.api.health;

import io.reelway.scratch.Scratch;
import java.io.IOException;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Up while the scratch disk has space for new work. */
public final class ScratchHealth implements HealthIndicator {
  private final Scratch scratch;

  public ScratchHealth(Scratch scratch) {
    this.scratch = scratch;
  }

  @Override
  public Health health() {
    try {
      return (scratch.hasRoom() ? Health.up() : Health.outOfService())
          .withDetail("freeBytes", scratch.freeBytes())
          .withDetail("neededBytes", scratch.reserve())
          .build();
    } catch (IOException unreadable) {
      return Health.down().withDetail("reason", unreadable.getClass().getSimpleName()).build();
    }
  }
}
