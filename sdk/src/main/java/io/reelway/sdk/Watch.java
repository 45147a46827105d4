package io.reelway.sdk;

import java.time.Duration;

/** Remembers when the last byte moved, to distinguish an idle connection from a slow one. */
final class Watch {
  private volatile long lastMoved = System.nanoTime();

  void moved() {
    lastMoved = System.nanoTime();
  }

  Duration still() {
    return Duration.ofNanos(System.nanoTime() - lastMoved);
  }
}
