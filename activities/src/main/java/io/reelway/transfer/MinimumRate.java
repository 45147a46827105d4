package io.reelway.transfer;

import io.reelway.media.ByteSize;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Whether the other side of a connection sends, or takes, enough bytes for the time that we waited
 * for it. Time in which we do not wait, because our store takes its time, counts for nothing. Bytes
 * one at a time do not help: only their sum over the window counts. Thread-safe.
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
   * @param window time of waiting over which the rate must be kept on average
   * @param nanoTime like {@link System#nanoTime}
   */
  public MinimumRate(Duration window, ByteSize bytesPerSecond, LongSupplier nanoTime) {
    this.window = window;
    this.bytesPerSecond = bytesPerSecond;
    this.nanoTime = nanoTime;
  }

  /** From now on we wait for the other side. */
  public synchronized void await() {
    if (!waiting) {
      since = nanoTime.getAsLong();
      waiting = true;
    }
  }

  /** So many bytes were moved, and we wait no more. */
  public synchronized void moved(long count) {
    waited = waitedNanos();
    waiting = false;
    bytes += count;
  }

  /** Whether the rate was missed over a whole window; once it was, it stays so. */
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

  /** Time that we waited so far, in nanoseconds. */
  public synchronized long waitedNanos() {
    return waiting ? waited + nanoTime.getAsLong() - since : waited;
  }

  /** Bytes that were moved so far. */
  public synchronized long bytes() {
    return bytes;
  }
}
