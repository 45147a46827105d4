package io.reelway.failure;

import org.jspecify.annotations.Nullable;

/**
 * The permission to interrupt the thread that opened it, until it is closed. Closing also clears
 * the interrupted status that it caused, so that the thread can do other work. Thread-safe.
 */
final class Interruption implements AutoCloseable {
  private @Nullable Thread thread = Thread.currentThread();
  private boolean fired;

  /** Interrupts the thread; does nothing once this is closed. */
  synchronized void interrupt() {
    if (thread != null) {
      fired = true;
      thread.interrupt();
    }
  }

  /** Whether it has interrupted the thread. */
  synchronized boolean hasFired() {
    return fired;
  }

  /** The thread that opened it must call this. */
  @Override
  public synchronized void close() {
    thread = null;
    if (fired) {
      boolean unusedStatus = Thread.interrupted();
    }
  }
}
