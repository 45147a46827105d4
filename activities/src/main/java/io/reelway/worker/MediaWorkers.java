package io.reelway.worker;

import io.reelway.failure.Heartbeat;
import io.reelway.stage.TaskQueues;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;

/**
 * Which stage is served by which queue. Every process that works serves the shared queues and one
 * of its own, where outputs wait that only it can upload.
 */
public final class MediaWorkers {
  /** Uploads cost no processor; each may wait long for a slow store. */
  private static final int UPLOAD_SLOTS = 16;

  static {
    // Else the SDK itself would stop an encode some seconds after it lost the engine from sight,
    // though it may be finished, and found, when the engine is back. The server's timeout stays.
    System.setProperty(
        "temporal.activity.localTimeoutBufferMs", Long.toString(Duration.ofDays(1).toMillis()));
  }

  private MediaWorkers() {}

  /** Registers everything with a factory that has not started. */
  public static void register(
      WorkerFactory factory, WorkerSettings settings, MediaStages stages, String hostTaskQueue) {
    factory
        .newWorker(TaskQueues.LIGHT, slots(settings.lightSlots()))
        .registerActivitiesImplementations(stages.probe(), stages.encode());
    factory
        .newWorker(TaskQueues.HEAVY, slots(settings.heavySlots()))
        .registerActivitiesImplementations(stages.encode());
    factory
        .newWorker(
            hostTaskQueue, slots(UPLOAD_SLOTS + settings.lightSlots() + settings.heavySlots()))
        .registerActivitiesImplementations(stages.upload(), stages.rejoin());
  }

  private static WorkerOptions slots(int slots) {
    return WorkerOptions.newBuilder()
        .setMaxConcurrentActivityExecutionSize(slots)
        // Not once per half a heartbeat timeout: a client watches a progress bar, and cancels.
        .setMaxHeartbeatThrottleInterval(Heartbeat.SENT_EVERY)
        .setDefaultHeartbeatThrottleInterval(Heartbeat.SENT_EVERY)
        // Work that is finished during a shutdown must still be able to say that it is alive.
        .setAllowActivityHeartbeatDuringShutdown(true)
        .build();
  }
}
