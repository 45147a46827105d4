package io.reelway.api.engine;

import com.google.common.util.concurrent.FutureCallback;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.MoreExecutors;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.reelway.job.AcceptedJob;
import io.reelway.job.JobSnapshot;
import io.reelway.optimize.MediaJobWorkflow;
import io.reelway.optimize.WebhookWorkflow;
import io.reelway.stage.TaskQueues;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Starts the workflows of jobs and reads their state. Reading never blocks, needs no worker and
 * takes at most two seconds.
 */
public final class JobEngine {
  private static final Duration START_LIMIT = Duration.ofSeconds(4);
  private static final Duration DESCRIBE_LIMIT = Duration.ofMillis(1900);

  private final WorkflowClient client;
  private final WorkflowServiceStubs stubs;
  private final RunningWorkflow running;

  /**
   * @param positions the known order of the task queues
   */
  public JobEngine(WorkflowClient client, QueuePositions positions) {
    this.client = client;
    this.stubs = client.getWorkflowServiceStubs();
    this.running = new RunningWorkflow(client.getOptions().getDataConverter(), positions);
  }

  /**
   * Starts the workflow of a job, unless it was started before. Blocks.
   *
   * @return whether this call started it
   * @throws EngineUnavailableException if the engine does not answer in time; it may have started
   *     the job nevertheless
   */
  public boolean start(AcceptedJob job) {
    MediaJobWorkflow workflow =
        client.newWorkflowStub(
            MediaJobWorkflow.class,
            WorkflowOptions.newBuilder()
                .setWorkflowId(job.id())
                .setTaskQueue(TaskQueues.JOBS)
                .setWorkflowIdReusePolicy(
                    WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_REJECT_DUPLICATE)
                .setDisableEagerExecution(false)
                .setMemo(Map.of(MediaJobWorkflow.MEMO_SNAPSHOT, JobSnapshot.accepted(job)))
                .build());
    try {
      CallDeadline.within(START_LIMIT, () -> WorkflowClient.start(workflow::optimize, job));
      return true;
    } catch (WorkflowExecutionAlreadyStarted same) {
      return false;
    } catch (RuntimeException failed) {
      throw new EngineUnavailableException(failed);
    }
  }

  /**
   * Starts the workflow that calls a webhook, unless it runs. Blocks.
   *
   * @throws EngineUnavailableException when the engine does not answer in time
   */
  void startWebhook(AcceptedJob job) {
    WebhookWorkflow workflow =
        client.newWorkflowStub(
            WebhookWorkflow.class,
            WorkflowOptions.newBuilder()
                .setWorkflowId(WebhookWorkflow.id(job))
                .setTaskQueue(TaskQueues.JOBS)
                .build());
    try {
      CallDeadline.within(START_LIMIT, () -> WorkflowClient.start(workflow::tell, job));
    } catch (WorkflowExecutionAlreadyStarted runs) {
      // Already running, as intended.
    } catch (RuntimeException failed) {
      throw new EngineUnavailableException(failed);
    }
  }

  /** Whether the engine has the job; cheap. Fails with {@link EngineUnavailableException}. */
  public Mono<WorkflowStatus> status(String jobId) {
    return describeWorkflow(jobId)
        .map(described -> isRunning(described) ? WorkflowStatus.RUNNING : WorkflowStatus.CLOSED)
        .onErrorResume(JobEngine::isNotFound, notFound -> Mono.just(WorkflowStatus.UNKNOWN))
        .onErrorMap(StatusRuntimeException.class, EngineUnavailableException::new);
  }

  /** The state of a job; fails with {@link EngineUnavailableException}. */
  public Mono<EngineView> describe(String jobId) {
    return describeWorkflow(jobId)
        .map(this::view)
        .onErrorResume(JobEngine::isNotFound, notFound -> Mono.just(new EngineView.Unknown()))
        .onErrorMap(StatusRuntimeException.class, EngineUnavailableException::new);
  }

  /** Completes when the engine answers; fails otherwise, fast enough for a health check. */
  public Mono<Void> ping() {
    return call(() ->
            stubs
                .futureStub()
                .withDeadlineAfter(DESCRIBE_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                .getSystemInfo(GetSystemInfoRequest.getDefaultInstance()))
        .then();
  }

  private Mono<DescribeWorkflowExecutionResponse> describeWorkflow(String jobId) {
    return call(() ->
        stubs
            .futureStub()
            .withDeadlineAfter(DESCRIBE_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
            .describeWorkflowExecution(
                DescribeWorkflowExecutionRequest.newBuilder()
                    .setNamespace(client.getOptions().getNamespace())
                    .setExecution(execution(jobId))
                    .build()));
  }

  private EngineView view(DescribeWorkflowExecutionResponse described) {
    if (!isRunning(described)) {
      return new EngineView.Closed();
    }
    return isErasing(described) ? new EngineView.Erasing() : running.view(described);
  }

  private static boolean isRunning(DescribeWorkflowExecutionResponse described) {
    return described.getWorkflowExecutionInfo().getStatus()
        == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
  }

  private static boolean isErasing(DescribeWorkflowExecutionResponse described) {
    return described
        .getWorkflowExecutionInfo()
        .getMemo()
        .containsFields(MediaJobWorkflow.MEMO_ERASING);
  }

  private static boolean isNotFound(Throwable failure) {
    return failure instanceof StatusRuntimeException answer
        && answer.getStatus().getCode() == Status.Code.NOT_FOUND;
  }

  private static WorkflowExecution execution(String jobId) {
    return WorkflowExecution.newBuilder().setWorkflowId(jobId).build();
  }

  private static <T> Mono<T> call(Supplier<ListenableFuture<T>> request) {
    return Mono.create(sink -> {
      ListenableFuture<T> future = request.get();
      sink.onCancel(() -> future.cancel(true));
      Futures.addCallback(
          future,
          new FutureCallback<T>() {
            @Override
            public void onSuccess(@Nullable T answer) {
              sink.success(answer);
            }

            @Override
            public void onFailure(Throwable failure) {
              sink.error(failure);
            }
          },
          MoreExecutors.directExecutor());
    });
  }
}
