package io.reelway.worker;

import io.reelway.media.ByteSize;
import java.nio.file.Path;
import java.time.Duration;

/**
 * How much one worker process takes on.
 *
 * @param scratch where unfinished files lie
 * @param sourceCache the most that sources from a bucket may take between two stages of their jobs
 * @param lightSlots probes and images at once; 0: two for every core, since half the time of a
 *     small one goes to waiting for the store and the engine
 * @param heavySlots videos, long animations and huge images at once; 0: one for every two cores,
 *     since one encoder keeps two busy
 * @param grace how long a stopping worker waits for what it has begun
 * @param heartbeat silence after which others take over what a worker has begun
 * @param sweep pause between two looks for scratch that nobody needs any more
 */
public record WorkerSettings(
    Path scratch,
    ByteSize sourceCache,
    int lightSlots,
    int heavySlots,
    Duration grace,
    Duration heartbeat,
    Duration sweep) {
  private static final int CORES = Runtime.getRuntime().availableProcessors();

  /** Workers say every second that they are alive; one second may get lost. */
  private static final Duration SHORTEST_HEARTBEAT = Duration.ofSeconds(2);

  public WorkerSettings {
    if (lightSlots < 0 || heavySlots < 0) {
      throw new IllegalArgumentException(
          "reelway.worker.light-slots and heavy-slots are "
              + lightSlots
              + " and "
              + heavySlots
              + "; write how many jobs may run at once, or 0 to let the number of cores decide");
    }
    lightSlots = lightSlots == 0 ? 2 * CORES : lightSlots;
    heavySlots = heavySlots == 0 ? Math.max(1, CORES / 2) : heavySlots;
    if (grace.isNegative()) {
      throw new IllegalArgumentException(
          "reelway.worker.grace is " + grace + "; write a duration, e.g. 25s");
    }
    if (heartbeat.compareTo(SHORTEST_HEARTBEAT) < 0) {
      throw new IllegalArgumentException(
          "reelway.worker.heartbeat is " + heartbeat + "; write 2s or more, e.g. 15s");
    }
    if (sweep.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException(
          "reelway.worker.sweep is " + sweep + "; write 1s or more, e.g. 30s");
    }
  }

  /** Threads for one video encoder, so that all slots together keep the cores busy. */
  public int encoderThreads() {
    return Math.max(1, CORES / heavySlots);
  }
}
