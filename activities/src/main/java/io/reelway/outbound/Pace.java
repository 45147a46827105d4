package io.reelway.outbound;

import io.reelway.transfer.MinimumRate;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How fast a server sends. It is too slow when it stays below the minimum rate for twice the
 * timeout, or has taken more time than its bytes are worth altogether. Thread-safe.
 */
public final class Pace {
  /** For the connection, the head of the answer, and a small file. */
  private static final Duration BASE = Duration.ofMinutes(2);

  private static final double GIBIBYTE = 1L << 30;

  private final MinimumRate rate;
  private final Duration timePerGibibyte;

  /**
   * @param nanoTime like {@link System#nanoTime}
   */
  public Pace(OutboundSettings settings, LongSupplier nanoTime) {
    this.rate =
        new MinimumRate(settings.timeout().multipliedBy(2), settings.minimumRate(), nanoTime);
    this.timePerGibibyte = settings.timePerGibibyte();
  }

  /** From now on we wait for the server. */
  public void await() {
    rate.await();
  }

  /** The server has sent something, and we wait no more. */
  public void received(long count) {
    rate.moved(count);
  }

  /** Whether the server was too slow until now. */
  public boolean isTooSlow() {
    double allowed = BASE.toNanos() + timePerGibibyte.toNanos() * (rate.bytes() / GIBIBYTE);
    return rate.isMissed() || rate.waitedNanos() > allowed;
  }
}
