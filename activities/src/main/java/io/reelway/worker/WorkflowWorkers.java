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
 * Runs workflows and the stages that need the records. Processes with the role api do this, so that
 * media workers need no database.
 */
public final class WorkflowWorkers {
  private WorkflowWorkers() {}

  /**
   * Registers workflows and stages with a factory that has not started.
   *
   * @param heartbeat time without heartbeats after which a worker counts as lost
   */
  public static void register(WorkerFactory factory, Duration heartbeat, RecordStages stages) {
    Worker jobs = factory.newWorker(TaskQueues.JOBS, options());
    jobs.registerWorkflowImplementationTypes(
        WorkflowImplementationOptions.newBuilder()
            .setActivityOptions(StageOptions.withHeartbeat(heartbeat))
            .build(),
        MediaJobWorkflowImpl.class,
        RetentionWorkflowImpl.class,
        WebhookWorkflowImpl.class);
    jobs.registerActivitiesImplementations(
        stages.plan(),
        stages.presign(),
        stages.record(),
        stages.discard(),
        stages.erase(),
        stages.sweep());
  }

  /**
   * Options with a longer deadlock detection. A workflow that computes for a second is a defect,
   * but on cores full of encoders it may wait that long for its turn.
   */
  private static WorkerOptions options() {
    return WorkerOptions.newBuilder()
        .setDefaultDeadlockDetectionTimeout(10_000)
        // After this time another worker reads what a dead worker held in memory.
        .setStickyQueueScheduleToStartTimeout(Duration.ofSeconds(2))
        .build();
  }
}
