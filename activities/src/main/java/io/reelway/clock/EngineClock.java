package io.reelway.clock;

import io.reelway.log.ThrottledLog;
import io.temporal.activity.ActivityInfo;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The difference between the clock of the workflow engine and the system clock of this process. The
 * system clock decides; but if the two differ, one of them is wrong, and this process cannot know
 * which. Measured at each task from the engine. Thread-safe.
 */
public final class EngineClock {
  /**
   * Maximum difference. Clocks synchronised by NTP differ by far less, and the delay of a task is
   * far shorter.
   */
  public static final Duration TOLERATED = Duration.ofMinutes(5);

  private static final Logger LOG = LoggerFactory.getLogger(EngineClock.class);

  private final Clock system;
  private final ThrottledLog warnings = new ThrottledLog(Duration.ofMinutes(10));
  private volatile Duration skew = Duration.ZERO;

  public EngineClock(Clock system) {
    this.system = system;
  }

  /**
   * Compares the system clock with the time at which the engine dispatched the current task. A
   * local activity has no such time.
   */
  public void observe(ActivityInfo task) {
    if (!task.isLocal()) {
      observe(Instant.ofEpochMilli(task.getStartedTimestamp()));
    }
  }

  /**
   * @param engine the present time of the engine
   */
  void observe(Instant engine) {
    Duration measured = Duration.between(system.instant(), engine);
    skew = measured;
    if (!isTolerated(measured)) {
      warnings
          .admit()
          .ifPresent(others ->
              LOG.warn(
                  "The clocks of the workflow engine and of the system differ; nothing "
                      + "is deleted until they agree, skew={}, moreSinceLastLine={}",
                  measured,
                  others));
    }
  }

  /** The engine's time minus the system's, as last measured; zero before the first measurement. */
  public Duration skew() {
    return skew;
  }

  /** Whether the two clocks agreed at the last comparison. */
  public boolean agrees() {
    return isTolerated(skew);
  }

  private static boolean isTolerated(Duration skew) {
    return skew.abs().compareTo(TOLERATED) <= 0;
  }
}
