package io.reelway.log;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/** Limits the rate of equal log lines: the first passes, then one in each pause. Thread-safe. */
public final class ThrottledLog {
  private final long pause;
  private final LongSupplier nanoTime;
  private long last;
  private long leftOut = -1;

  /** Lets one line pass every ten seconds. */
  public ThrottledLog() {
    this(Duration.ofSeconds(10));
  }

  /**
   * @param pause minimum time between two lines
   */
  public ThrottledLog(Duration pause) {
    this(pause, System::nanoTime);
  }

  /**
   * @param nanoTime a clock like {@link System#nanoTime}
   */
  ThrottledLog(Duration pause, LongSupplier nanoTime) {
    this.pause = pause.toNanos();
    this.nanoTime = nanoTime;
  }

  /**
   * Asks whether to write a line. Returns the number of lines left out since the last one written;
   * empty when this line is to be left out, too.
   */
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
