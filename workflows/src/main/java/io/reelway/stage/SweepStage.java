package io.reelway.stage;

import io.temporal.activity.ActivityInterface;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Deletes expired jobs and the remains of interrupted uploads. */
@ActivityInterface
public interface SweepStage {
  /**
   * Deletes everything that is due. Idempotent, and safe to run concurrently.
   *
   * @param since everything due before this time is already deleted; {@code null}: unknown
   */
  Swept sweep(@Nullable Instant since);

  /**
   * The result of a sweep.
   *
   * @param until everything due before this time is deleted
   * @param pause time until the next sweep
   */
  record Swept(Instant until, Duration pause) {}
}
