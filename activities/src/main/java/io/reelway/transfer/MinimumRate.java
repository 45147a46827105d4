package io.reelway.transfer;

import io.reelway.media.ByteSize;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Checks whether the other side of a connection sends, or receives, enough bytes for the time that
 * we wait for it. Time in which we do not wait, for example because our store is slow, does not
 * count. Single bytes do not reset anything: only the sum over the window counts. Thread-safe.
 */
public final class MinimumRate {
  private final Duration window;
  private final ByteSize bytesPerSecond;
  private final LongSupplier nanoTime;
  private boolean waiting;
  private long since;
  private long waited;
  private long bytes;
  private long windowWaited;
  private long windowBytes;
  private boolean tooSlow;

  /**
   * @param window waiting time over which the average rate must be reached
   * @param nanoTime a clock like {@link System#nanoTime}
   */
  public MinimumRate(Duration window, ByteSize bytesPerSecond, LongSupplier nanoTime) {
    this.window = window;
    this.bytesPerSecond = bytesPerSecond;
    this.nanoTime = nanoTime;
  }

  /** Notes that we wait for the other side from now on. */
  public synchronized void await() {
    if (!waiting) {
      since = nanoTime.getAsLong();
      waiting = true;
    }
  }

  /** Notes that this many bytes were moved and that we no longer wait. */
  public synchronized void moved(long count) {
    waited = waitedNanos();
    waiting = false;
    bytes += count;
  }

  /** Whether the rate was missed over a whole window. Once missed, it stays missed. */
  public synchronized boolean isMissed() {
    long now = waitedNanos();
    if (now - windowWaited >= window.toNanos()) {
      double seconds = (now - windowWaited) / 1e9;
      tooSlow |= bytes - windowBytes < bytesPerSecond.bytes() * seconds;
      windowWaited = now;
      windowBytes = bytes;
    }
    return tooSlow;
  }

  /** Time spent waiting so far, in nanoseconds. */
  public synchronized long waitedNanos() {
    return waiting ? waited + nanoTime.getAsLong() - since : waited;
  }

  /** Number of bytes moved so far. */
  public synchronized long bytes() {
    return bytes;
  }
}
