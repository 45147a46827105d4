package io.reelway.stage;

import io.temporal.activity.ActivityInterface;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Erases the jobs whose time is over, and what interrupted uploads left behind. */
@ActivityInterface
public interface SweepStage {
  /**
   * Erases everything that is due now. May run any number of times, also twice at once.
   *
   * @param since everything that was due before is gone; {@code null}: not known
   */
  Swept sweep(@Nullable Instant since);

  /**
   * How far it came.
   *
   * @param until everything that was due before is gone
   * @param pause how long nothing needs to be done
   */
  record Swept(Instant until, Duration pause) {}
}
