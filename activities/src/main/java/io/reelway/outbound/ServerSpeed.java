package io.reelway.outbound;

import io.reelway.transfer.MinimumRate;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * The speed of a server. It is too slow when it stays below the minimum rate for twice the timeout,
 * or when the whole transfer takes longer than the limit for its size. Thread-safe.
 */
public final class ServerSpeed {
  /** For the connection, the head of the answer, and a small file. */
  private static final Duration BASE = Duration.ofMinutes(2);

  private static final double GIBIBYTE = 1L << 30;

  private final MinimumRate rate;
  private final Duration timePerGibibyte;

  /**
   * @param nanoTime like {@link System#nanoTime}
   */
  public ServerSpeed(OutboundSettings settings, LongSupplier nanoTime) {
    this.rate =
        new MinimumRate(settings.timeout().multipliedBy(2), settings.minimumRate(), nanoTime);
    this.timePerGibibyte = settings.timePerGibibyte();
  }

  /** Starts the wait for the server. */
  public void await() {
    rate.await();
  }

  /** Ends the wait: the server has sent bytes. */
  public void received(long count) {
    rate.moved(count);
  }

  /** Whether the server has been too slow so far. */
  public boolean isTooSlow() {
    double allowed = BASE.toNanos() + timePerGibibyte.toNanos() * (rate.bytes() / GIBIBYTE);
    return rate.isMissed() || rate.waitedNanos() > allowed;
  }
}
