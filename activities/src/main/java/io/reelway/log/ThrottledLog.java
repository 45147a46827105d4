package io.reelway.log;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/** Lets the first of many equal lines through, then one in each pause. Thread-safe. */
public final class ThrottledLog {
  private final long pause;
  private final LongSupplier nanoTime;
  private long last;
  private long leftOut = -1;

  /** One line in ten seconds. */
  public ThrottledLog() {
    this(Duration.ofSeconds(10));
  }

  /**
   * @param pause the least time between two lines
   */
  public ThrottledLog(Duration pause) {
    this(pause, System::nanoTime);
  }

  /**
   * @param nanoTime like {@link System#nanoTime}
   */
  ThrottledLog(Duration pause, LongSupplier nanoTime) {
    this.pause = pause.toNanos();
    this.nanoTime = nanoTime;
  }

  /** How many were left out since the last that was not; empty: leave this one out, too. */
  public synchronized OptionalLong admit() {
    long now = nanoTime.getAsLong();
    boolean first = leftOut < 0;
    if (!first && now - last < pause) {
      leftOut++;
      return OptionalLong.empty();
    }
    long others = first ? 0 : leftOut;
    last = now;
    leftOut = 0;
    return OptionalLong.of(others);
  }
}
