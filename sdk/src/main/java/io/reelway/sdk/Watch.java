package io.reelway.sdk;

import java.time.Duration;

/**
 * Notes when a byte last moved, so that a connection that stands still can be told from a slow one.
 */
final class Watch {
  private volatile long lastMoved = System.nanoTime();

  void moved() {
    lastMoved = System.nanoTime();
  }

  Duration still() {
    return Duration.ofNanos(System.nanoTime() - lastMoved);
  }
}
