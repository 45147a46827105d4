package io.reelway.api.engine;

import io.grpc.Context;
import io.grpc.Deadline;
import io.reelway.optimize.RetentionWorkflow;
import io.reelway.stage.TaskQueues;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowOptions;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Makes sure that the retention workflow, which deletes expired jobs, runs once. */
public final class RetentionStarter {
  private static final Duration LIMIT = Duration.ofSeconds(4);

  private final WorkflowClient client;
  private final ScheduledExecutorService deadlines =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("retention-deadlines").factory());

  public RetentionStarter(WorkflowClient client) {
    this.client = client;
  }

  /**
   * Starts the workflow unless it runs. Blocks.
   *
   * @throws EngineUnavailableException when the engine does not answer in time
   */
  public void ensure() {
    RetentionWorkflow workflow =
        client.newWorkflowStub(
            RetentionWorkflow.class,
            WorkflowOptions.newBuilder()
                .setWorkflowId(RetentionWorkflow.ID)
                .setTaskQueue(TaskQueues.JOBS)
                .build());
    Context.CancellableContext limited =
        Context.current()
            .withDeadline(Deadline.after(LIMIT.toMillis(), TimeUnit.MILLISECONDS), deadlines);
    try {
      limited.run(() -> WorkflowClient.start(workflow::keepClean, null));
    } catch (WorkflowExecutionAlreadyStarted runs) {
      // Another process, or an earlier run of this one, has started it.
    } catch (RuntimeException failed) {
      throw new EngineUnavailableException(failed);
    } finally {
      limited.close();
    }
  }
}
