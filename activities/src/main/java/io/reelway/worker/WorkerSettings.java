package io.reelway.worker;

import io.reelway.media.ByteSize;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The capacity of a worker process.
 *
 * @param scratch directory for unfinished files
 * @param sourceCache maximum size of the sources cached between the stages of a job
 * @param lightSlots number of concurrent probes and images; 0: two per core, because a small one
 *     waits half of its time for the store and the engine
 * @param heavySlots number of concurrent segments, short videos, long animations and very large
 *     images; 0: one per core, because the encoder of a segment has one thread
 * @param grace how long a stopping worker waits for running stages
 * @param heartbeat time without heartbeats after which other workers take over
 * @param sweep interval between two clean-ups of unused scratch files
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

  /** Workers send a heartbeat every second, and one of them may get lost. */
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
    heavySlots = heavySlots == 0 ? CORES : heavySlots;
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

  /**
   * Threads of an encoder that encodes its source whole. Two are better than one even if every slot
   * is taken: a short video that runs alone is then done in less time.
   */
  public int encoderThreads() {
    return Math.min(CORES, Math.max(2, CORES / heavySlots));
  }
}
