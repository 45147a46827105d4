package io.reelway.api.engine;

import io.reelway.job.AcceptedJob;
import io.reelway.job.JobSnapshot;
import io.reelway.optimize.MediaJobWorkflow;
import io.reelway.stage.TaskQueues;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.BatchRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowTargetOptions;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Sends the commands of clients to workflows. The engine keeps a command until a worker executes
 * it. All methods block for a bounded time and throw {@link EngineUnavailableException} when the
 * engine does not answer within it.
 */
public final class JobCommands {
  private static final Duration CALL_LIMIT = Duration.ofSeconds(4);

  private final WorkflowClient client;

  public JobCommands(WorkflowClient client) {
    this.client = client;
  }

  /**
   * Cancels the workflow of a job.
   *
   * @return whether there is such a workflow
   */
  public boolean cancel(String jobId) {
    try {
      call(() -> {
        client.newUntypedWorkflowStub(jobId).cancel();
        return true;
      });
      return true;
    } catch (WorkflowNotFoundException ended) {
      return false;
    }
  }

  /**
   * Starts the deletion of a job: by its own workflow if that runs, else by a new run under the
   * same id. The engine has the command when this returns.
   *
   * @return the run that deletes the job
   */
  public WorkflowExecution erase(AcceptedJob job) {
    return startWith(job, Map.of(MediaJobWorkflow.MEMO_ERASING, true), MediaJobWorkflow::erase);
  }

  /**
   * Terminates a run that lost its cancellation, and starts a new one under the same id that
   * records it.
   */
  public void restartAndStop(AcceptedJob job) {
    terminate(
        WorkflowExecution.newBuilder().setWorkflowId(job.id()).build(),
        "Replaced by a run that records the cancellation");
    startWith(
        job,
        Map.of(MediaJobWorkflow.MEMO_SNAPSHOT, JobSnapshot.accepted(job)),
        MediaJobWorkflow::stop);
  }

  /** Signals the running workflow, or starts a new one with the signal. */
  private WorkflowExecution startWith(
      AcceptedJob job, Map<String, Object> memo, Consumer<MediaJobWorkflow> order) {
    MediaJobWorkflow workflow =
        client.newWorkflowStub(
            MediaJobWorkflow.class,
            WorkflowOptions.newBuilder()
                .setWorkflowId(job.id())
                .setTaskQueue(TaskQueues.JOBS)
                .setWorkflowIdReusePolicy(
                    WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
                .setMemo(memo)
                .build());
    BatchRequest startAndSignal = client.newSignalWithStartRequest();
    startAndSignal.add(workflow::optimize, job);
    startAndSignal.add(() -> order.accept(workflow));
    return call(() -> client.signalWithStart(startAndSignal));
  }

  /** Terminates a workflow at once. For a workflow that no worker serves. */
  public void terminate(WorkflowExecution run, String reason) {
    try {
      call(() -> {
        stub(run).terminate(reason);
        return true;
      });
    } catch (WorkflowNotFoundException ended) {
      // It has ended already.
    }
  }

  /** Waits until a run has ended in any way; {@code false} if the time is up before. */
  public boolean awaitEnd(WorkflowExecution run, Duration limit) {
    try {
      stub(run).getResult(limit.toMillis(), TimeUnit.MILLISECONDS, JobSnapshot.class);
      return true;
    } catch (TimeoutException stillRunning) {
      return false;
    } catch (WorkflowException endedOtherwise) {
      return true;
    } catch (RuntimeException failed) {
      throw new EngineUnavailableException(failed);
    }
  }

  /**
   * Completes when the current run of a job has ended in any way or is unknown; fails if the time
   * is up before. Costs the engine one open request instead of one per poll.
   */
  public CompletableFuture<Void> end(String jobId, Duration limit) {
    return client
        .newUntypedWorkflowStub(jobId)
        .getResultAsync(limit.toMillis(), TimeUnit.MILLISECONDS, JobSnapshot.class)
        .handle((end, failure) -> {
          Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
          if (cause == null || cause instanceof WorkflowException) {
            return null;
          }
          throw new CompletionException(cause);
        });
  }

  private WorkflowStub stub(WorkflowExecution run) {
    return client.newUntypedWorkflowStub(
        WorkflowTargetOptions.newBuilder().setWorkflowExecution(run).build());
  }

  private static <T> T call(Supplier<T> request) {
    try {
      return CallDeadline.within(CALL_LIMIT, request);
    } catch (WorkflowNotFoundException unknown) {
      throw unknown;
    } catch (RuntimeException failed) {
      throw new EngineUnavailableException(failed);
    }
  }
}
