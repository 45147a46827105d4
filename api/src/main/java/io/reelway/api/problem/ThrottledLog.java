package io.reelway.api.problem;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/** Lets the first of many equal lines through, then one in ten seconds. Thread-safe. */
final class ThrottledLog {
  private static final long PAUSE = Duration.ofSeconds(10).toNanos();

  private final LongSupplier nanoTime;
  private long last;
  private long leftOut = -1;

  /**
   * @param nanoTime like {@link System#nanoTime}
   */
  ThrottledLog(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** How many were left out since the last that was not; empty: leave this one out, too. */
  synchronized OptionalLong admit() {
    long now = nanoTime.getAsLong();
    boolean first = leftOut < 0;
    if (!first && now - last < PAUSE) {
      leftOut++;
      return OptionalLong.empty();
    }
    long others = first ? 0 : leftOut;
    last = now;
    leftOut = 0;
    return OptionalLong.of(others);
  }
}
