package io.reelway.worker;

import io.reelway.failure.Heartbeat;
import io.reelway.stage.TaskQueues;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;

/**
 * Assigns stages to task queues. Every worker process serves the shared queues and one of its own,
 * for outputs that only it can upload because they are on its disk.
 */
public final class MediaWorkers {
  /** Uploads need no processor, and each may wait long for a slow store. */
  private static final int UPLOAD_SLOTS = 16;

  static {
    // Without this the SDK would stop an encode some seconds after it loses contact with the
    // engine, although the encode may be found finished when the engine is back. The server's
    // timeout stays.
    System.setProperty(
        "temporal.activity.localTimeoutBufferMs", Long.toString(Duration.ofDays(1).toMillis()));
  }

  private MediaWorkers() {}

  /** Registers the workers of the shared queues with a factory that has not started. */
  public static void register(WorkerFactory factory, WorkerSettings settings, MediaStages stages) {
    factory
        .newWorker(TaskQueues.LIGHT, slots(settings.lightSlots()))
        .registerActivitiesImplementations(
            stages.probe(), stages.encode(), stages.cut(), stages.join());
    factory
        .newWorker(TaskQueues.HEAVY, slots(settings.heavySlots()))
        .registerActivitiesImplementations(stages.encode(), stages.parts());
  }

  /** Registers the worker of the queue of this host with a factory that has not started. */
  public static void registerHost(
      WorkerFactory factory, WorkerSettings settings, MediaStages stages, String hostTaskQueue) {
    factory
        .newWorker(
            hostTaskQueue, slots(UPLOAD_SLOTS + settings.lightSlots() + settings.heavySlots()))
        .registerActivitiesImplementations(stages.upload(), stages.rejoin());
  }

  private static WorkerOptions slots(int slots) {
    return WorkerOptions.newBuilder()
        .setMaxConcurrentActivityExecutionSize(slots)
        // The default is half of a heartbeat timeout: too slow for a progress bar and for a cancel.
        .setMaxHeartbeatThrottleInterval(Heartbeat.SENT_EVERY)
        .setDefaultHeartbeatThrottleInterval(Heartbeat.SENT_EVERY)
        // A stage that finishes during a shutdown must still be able to send heartbeats.
        .setAllowActivityHeartbeatDuringShutdown(true)
        .build();
  }
}
