package io.reelway.api.engine;

import com.google.protobuf.ByteString;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.temporal.api.workflowservice.v1.PollActivityTaskQueueResponse;
import io.temporal.api.workflowservice.v1.PollWorkflowTaskQueueResponse;
import io.temporal.api.workflowservice.v1.RespondActivityTaskCanceledRequest;
import io.temporal.api.workflowservice.v1.RespondActivityTaskCompletedRequest;
import io.temporal.api.workflowservice.v1.RespondActivityTaskFailedRequest;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskCompletedRequest;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskCompletedResponse;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskFailedRequest;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Lets the result of a stage wait while a workflow task of its job runs. The in-memory engine
 * refuses a workflow task that cancels a stage whose result has just arrived, forgets the task, and
 * the job hangs (temporalio/sdk-java#2391 and #3088). A real server needs no such order.
 * Thread-safe.
 */
final class CompletionGate implements ClientInterceptor {
  /** A workflow task takes milliseconds. One that has not ended by then is given up. */
  private static final Duration LONGEST = Duration.ofSeconds(5);

  /** The jobs of the activity tasks that workers have, by token. */
  private final ConcurrentMap<ByteString, String> activities = new ConcurrentHashMap<>();

  /** The jobs of the workflow tasks that workers have, by token. */
  private final ConcurrentMap<ByteString, String> workflows = new ConcurrentHashMap<>();

  /** The jobs with a workflow task in progress. */
  private final ConcurrentMap<String, CountDownLatch> busy = new ConcurrentHashMap<>();

  @Override
  public <Q, A> ClientCall<Q, A> interceptCall(
      MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
    return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
      private @Nullable ByteString ended;

      @Override
      public void start(Listener<A> listener, Metadata headers) {
        super.start(
            new SimpleForwardingClientCallListener<>(listener) {
              @Override
              public void onMessage(A answer) {
                end(ended);
                begin(answer);
                super.onMessage(answer);
              }

              @Override
              public void onClose(Status status, Metadata trailers) {
                end(ended);
                super.onClose(status, trailers);
              }
            },
            headers);
      }

      @Override
      public void sendMessage(Q request) {
        ended = send(request);
        super.sendMessage(request);
      }
    };
  }

  private void begin(Object answer) {
    switch (answer) {
      case PollWorkflowTaskQueueResponse task -> beginWorkflowTask(task);
      case RespondWorkflowTaskCompletedResponse next when next.hasWorkflowTask() ->
          beginWorkflowTask(next.getWorkflowTask());
      case PollActivityTaskQueueResponse task when !task.getTaskToken().isEmpty() ->
          activities.put(task.getTaskToken(), task.getWorkflowExecution().getWorkflowId());
      default -> {
        // No task.
      }
    }
  }

  private void beginWorkflowTask(PollWorkflowTaskQueueResponse task) {
    if (!task.getTaskToken().isEmpty() && !task.hasQuery()) {
      String job = task.getWorkflowExecution().getWorkflowId();
      workflows.put(task.getTaskToken(), job);
      open(busy.put(job, new CountDownLatch(1)));
    }
  }

  /** Waits if the request is a result. Returns the token of the task that the request ends. */
  private @Nullable ByteString send(Object request) {
    return switch (request) {
      case RespondActivityTaskCompletedRequest result -> await(result.getTaskToken());
      case RespondActivityTaskFailedRequest result -> await(result.getTaskToken());
      case RespondActivityTaskCanceledRequest result -> await(result.getTaskToken());
      case RespondWorkflowTaskCompletedRequest result -> result.getTaskToken();
      case RespondWorkflowTaskFailedRequest result -> result.getTaskToken();
      default -> null;
    };
  }

  private ByteString await(ByteString activity) {
    String job = activities.get(activity);
    CountDownLatch task = job == null ? null : busy.get(job);
    if (task != null) {
      try {
        task.await(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
      } catch (InterruptedException stop) {
        Thread.currentThread().interrupt();
      }
    }
    return activity;
  }

  private void end(@Nullable ByteString token) {
    if (token != null) {
      activities.remove(token);
      String job = workflows.remove(token);
      if (job != null) {
        open(busy.remove(job));
      }
    }
  }

  private static void open(@Nullable CountDownLatch task) {
    if (task != null) {
      task.countDown();
    }
  }
}
