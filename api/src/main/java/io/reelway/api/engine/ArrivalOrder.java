package io.reelway.api.engine;

import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityInfo;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.common.Priority;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.common.interceptors.WorkflowClientCallsInterceptor;
import io.temporal.common.interceptors.WorkflowClientCallsInterceptorBase;
import io.temporal.common.interceptors.WorkflowClientInterceptorBase;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptorBase;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.unsafe.WorkflowUnsafe;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Makes the in-memory engine serve tasks by priority and, among equal priorities, first in, first
 * out. That engine serves equal priorities almost in reverse. So each task gets its own priority: a
 * counter, after that of all tasks of a more urgent priority. A real server keeps the order itself,
 * and has only five priorities.
 */
public final class ArrivalOrder {
  /** The priority of stages that have none of their own. */
  private static final int NORMAL = 3;

  /** Distance between priorities: no process schedules as many stages. */
  private static final int PER_PRIORITY = 500_000_000;

  private final AtomicInteger arrivals = new AtomicInteger(1000);
  private final QueuePositions positions;

  /**
   * @param positions updated with every change
   */
  public ArrivalOrder(QueuePositions positions) {
    this.positions = positions;
  }

  private int next() {
    return arrivals.incrementAndGet();
  }

  private static Priority priority(int arrival) {
    return Priority.newBuilder().setPriorityKey(arrival).build();
  }

  /** The position of a stage: among those of the same priority, in the order of arrival. */
  private int next(@Nullable Priority wanted) {
    int key = wanted == null || wanted.getPriorityKey() == 0 ? NORMAL : wanted.getPriorityKey();
    return next() + (key - NORMAL) * PER_PRIORITY;
  }

  /** For workflows that clients start. */
  public static final class OfJobs extends WorkflowClientInterceptorBase {
    private final ArrivalOrder order;

    public OfJobs(ArrivalOrder order) {
      this.order = order;
    }

    @Override
    public WorkflowClientCallsInterceptor workflowClientCallsInterceptor(
        WorkflowClientCallsInterceptor next) {
      return new WorkflowClientCallsInterceptorBase(next) {
        @Override
        public WorkflowStartOutput start(WorkflowStartInput input) {
          return super.start(
              new WorkflowStartInput(
                  input.getWorkflowId(),
                  input.getWorkflowType(),
                  input.getHeader(),
                  input.getArguments(),
                  WorkflowOptions.newBuilder(input.getOptions())
                      .setPriority(priority(order.next()))
                      .build()));
        }
      };
    }
  }

  /** For stages that workflows schedule. */
  public static final class OfStages extends WorkerInterceptorBase {
    private final ArrivalOrder order;

    public OfStages(ArrivalOrder order) {
      this.order = order;
    }

    @Override
    public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
      return new Inbound(next, order.positions);
    }

    @Override
    public WorkflowInboundCallsInterceptor interceptWorkflow(WorkflowInboundCallsInterceptor next) {
      return new WorkflowInboundCallsInterceptorBase(next) {
        @Override
        public void init(WorkflowOutboundCallsInterceptor outbound) {
          super.init(new Outbound(outbound, order));
        }

        // A run that replaces a terminated one has no waiting stage yet.
        @Override
        public WorkflowOutput execute(WorkflowInput input) {
          if (!WorkflowUnsafe.isReplaying()) {
            order.positions.clear(Workflow.getInfo().getWorkflowId());
          }
          return super.execute(input);
        }
      };
    }
  }

  /** Follows the stages that workers begin and end. */
  private static final class Inbound extends ActivityInboundCallsInterceptorBase {
    private final QueuePositions positions;
    private @Nullable ActivityInfo info;

    Inbound(ActivityInboundCallsInterceptor next, QueuePositions positions) {
      super(next);
      this.positions = positions;
    }

    @Override
    public void init(ActivityExecutionContext context) {
      info = context.getInfo();
      super.init(context);
    }

    @Override
    public ActivityInboundCallsInterceptor.ActivityOutput execute(
        ActivityInboundCallsInterceptor.ActivityInput input) {
      ActivityInfo begun = Objects.requireNonNull(info, "Initialized before");
      if (begun.isLocal()) {
        return super.execute(input);
      }
      positions.begin(begun.getWorkflowId(), begun.getPriority().getPriorityKey());
      try {
        return super.execute(input);
      } finally {
        positions.end(begun.getWorkflowId());
      }
    }
  }

  private static final class Outbound extends WorkflowOutboundCallsInterceptorBase {
    private final ArrivalOrder order;

    Outbound(WorkflowOutboundCallsInterceptor next, ArrivalOrder order) {
      super(next);
      this.order = order;
    }

    @Override
    public <R> WorkflowOutboundCallsInterceptor.ActivityOutput<R> executeActivity(
        WorkflowOutboundCallsInterceptor.ActivityInput<R> input) {
      int arrival = order.next(input.getOptions().getPriority());
      String jobId = Workflow.getInfo().getWorkflowId();
      if (!WorkflowUnsafe.isReplaying()) {
        order.positions.add(jobId, input.getOptions().getTaskQueue(), arrival);
      }
      WorkflowOutboundCallsInterceptor.ActivityOutput<R> output =
          super.executeActivity(
              new WorkflowOutboundCallsInterceptor.ActivityInput<>(
                  input.getActivityName(),
                  input.getResultClass(),
                  input.getResultType(),
                  input.getArgs(),
                  ActivityOptions.newBuilder(input.getOptions())
                      .setPriority(priority(arrival))
                      .build(),
                  input.getHeader()));
      // A stage that is cancelled before a worker has taken it ends here.
      output
          .getResult()
          .handle((value, failure) -> {
            order.positions.remove(jobId, arrival);
            return true;
          });
      return output;
    }
  }
}
