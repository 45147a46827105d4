package io.reelway.worker;

import io.reelway.optimize.MediaJobWorkflowImpl;
import io.reelway.optimize.RetentionWorkflowImpl;
import io.reelway.optimize.WebhookWorkflowImpl;
import io.reelway.stage.StageOptions;
import io.reelway.stage.TaskQueues;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerOptions;
import io.temporal.worker.WorkflowImplementationOptions;
import java.time.Duration;

/**
 * Which stage is served by which queue. Every process that works serves the shared queues and one
 * of its own, where outputs wait that only it can upload.
 */
public final class Workers {
  /** Uploads cost no processor; each may wait long for a slow store. */
  private static final int UPLOAD_SLOTS = 16;

  static {
    // Else the SDK itself would stop an encode some seconds after it lost the engine from sight,
    // though it may be finished, and found, when the engine is back. The server's timeout stays.
    System.setProperty(
        "temporal.activity.localTimeoutBufferMs", Long.toString(Duration.ofDays(1).toMillis()));
  }

  private Workers() {}

  /** Registers everything with a factory that has not started. */
  public static void register(
      WorkerFactory factory, WorkerSettings settings, Stages stages, String hostTaskQueue) {
    Worker jobs = factory.newWorker(TaskQueues.JOBS, workflows());
    jobs.registerWorkflowImplementationTypes(
        WorkflowImplementationOptions.newBuilder()
            .setActivityOptions(StageOptions.withHeartbeat(settings.heartbeat()))
            .build(),
        MediaJobWorkflowImpl.class,
        RetentionWorkflowImpl.class,
        WebhookWorkflowImpl.class);
    jobs.registerActivitiesImplementations(
        stages.plan(), stages.presign(), stages.record(), stages.erase(), stages.sweep());
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

  /**
   * A workflow that computes for a second is a defect, but on cores full of encoders it may wait
   * that long for its turn.
   */
  private static WorkerOptions workflows() {
    return WorkerOptions.newBuilder()
        .setDefaultDeadlockDetectionTimeout(10_000)
        // What a worker that died held in memory is read again by another after this time.
        .setStickyQueueScheduleToStartTimeout(Duration.ofSeconds(2))
        .build();
  }

  private static WorkerOptions slots(int slots) {
    return WorkerOptions.newBuilder()
        .setMaxConcurrentActivityExecutionSize(slots)
        // A client watches a progress bar: once a second, not once per half a heartbeat timeout.
        .setMaxHeartbeatThrottleInterval(Duration.ofSeconds(1))
        .setDefaultHeartbeatThrottleInterval(Duration.ofSeconds(1))
        // Work that is finished during a shutdown must still be able to say that it is alive.
        .setAllowActivityHeartbeatDuringShutdown(true)
        .build();
  }
}
