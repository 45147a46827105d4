package io.reelway.api.health;

import io.reelway.ffmpeg.Ffmpeg;
import java.util.function.BooleanSupplier;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Up while this worker polls its task queues and ffmpeg exists. The start has checked that ffmpeg
 * has all encoders. Also shows the sandbox in use.
 */
public final class EncodersHealth implements HealthIndicator {
  private final BooleanSupplier working;
  private final Ffmpeg ffmpeg;

  /**
   * @param working whether this worker polls its task queues
   */
  public EncodersHealth(BooleanSupplier working, Ffmpeg ffmpeg) {
    this.working = working;
    this.ffmpeg = ffmpeg;
  }

  @Override
  public Health health() {
    if (!ffmpeg.isThere()) {
      return unfit("The programs ffmpeg and ffprobe are missing; a restart finds or unpacks them.");
    }
    return working.getAsBoolean()
        ? sandboxed(Health.up())
        : unfit("This worker does not poll its task queues: it waits for the engine, or stops.");
  }

  private Health unfit(String reason) {
    return sandboxed(Health.outOfService().withDetail("reason", reason));
  }

  private Health sandboxed(Health.Builder health) {
    return health.withDetail("sandbox", ffmpeg.sandbox()).build();
  }
}
