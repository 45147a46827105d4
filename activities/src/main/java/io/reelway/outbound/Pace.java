package io.reelway.outbound;

import io.reelway.media.ByteSize;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How fast a server sends: what has arrived, against the time that we waited for it. Time in which
 * we do not read, because our store takes its time, counts for nothing. A server is too slow when
 * it stays below the minimum rate for twice the timeout, or has taken more time than its bytes are
 * worth altogether. Thread-safe.
 */
public final class Pace {
  /** For the connection, the head of the answer, and a small file. */
  private static final Duration BASE = Duration.ofMinutes(2);

  private static final double GIBIBYTE = 1L << 30;

  private final Duration window;
  private final ByteSize minimumRate;
  private final Duration timePerGibibyte;
  private final LongSupplier nanoTime;
  private boolean waiting;
  private long since;
  private long waited;
  private long bytes;
  private long windowWaited;
  private long windowBytes;
  private boolean tooSlow;

  /**
   * @param nanoTime like {@link System#nanoTime}
   */
  public Pace(OutboundSettings settings, LongSupplier nanoTime) {
    this.window = settings.timeout().multipliedBy(2);
    this.minimumRate = settings.minimumRate();
    this.timePerGibibyte = settings.timePerGibibyte();
    this.nanoTime = nanoTime;
  }

  /** From now on we wait for the server. */
  public synchronized void await() {
    since = nanoTime.getAsLong();
    waiting = true;
  }

  /** The server has sent something, and we wait no more. */
  public synchronized void received(long count) {
    waited = waited();
    waiting = false;
    bytes += count;
  }

  /** Whether the server was too slow until now; once it was, it stays so. */
  public synchronized boolean isTooSlow() {
    long now = waited();
    if (now - windowWaited >= window.toNanos()) {
      double seconds = (now - windowWaited) / 1e9;
      tooSlow |= bytes - windowBytes < minimumRate.bytes() * seconds;
      windowWaited = now;
      windowBytes = bytes;
    }
    double allowed = BASE.toNanos() + timePerGibibyte.toNanos() * (bytes / GIBIBYTE);
    tooSlow |= now > allowed;
    return tooSlow;
  }

  private long waited() {
    return waiting ? waited + nanoTime.getAsLong() - since : waited;
  }
}
