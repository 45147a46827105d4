package io.reelway.ffmpeg;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** The clock that ends runs which take too long. */
final class Deadlines {
  static final ScheduledExecutorService TIMER =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("ffmpeg-deadlines").factory());

  private Deadlines() {}
}
