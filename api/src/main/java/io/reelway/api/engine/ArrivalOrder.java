package io.reelway.api.engine;

import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.common.Priority;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.common.interceptors.WorkflowClientCallsInterceptor;
import io.temporal.common.interceptors.WorkflowClientCallsInterceptorBase;
import io.temporal.common.interceptors.WorkflowClientInterceptorBase;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptorBase;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * First in, first out on the in-memory engine: it serves a backlog by priority and, among equals,
 * almost backwards. So everything is queued with a priority of its own, a number that counts up. A
 * real server keeps the order by itself, and knows but five priorities.
 */
public final class ArrivalOrder {
  private final AtomicInteger arrivals = new AtomicInteger(1000);

  private Priority next() {
    return Priority.newBuilder().setPriorityKey(arrivals.incrementAndGet()).build();
  }

  /** For what clients start. */
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
                      .setPriority(order.next())
                      .build()));
        }
      };
    }
  }

  /** For the stages that workflows call for. */
  public static final class OfStages extends WorkerInterceptorBase {
    private final ArrivalOrder order;

    public OfStages(ArrivalOrder order) {
      this.order = order;
    }

    @Override
    public WorkflowInboundCallsInterceptor interceptWorkflow(WorkflowInboundCallsInterceptor next) {
      return new WorkflowInboundCallsInterceptorBase(next) {
        @Override
        public void init(WorkflowOutboundCallsInterceptor outbound) {
          super.init(new Outbound(outbound, order));
        }
      };
    }
  }

  private static final class Outbound extends WorkflowOutboundCallsInterceptorBase {
    private final ArrivalOrder order;

    Outbound(WorkflowOutboundCallsInterceptor next, ArrivalOrder order) {
      super(next);
      this.order = order;
    }

    @Override
    public <R> ActivityOutput<R> executeActivity(ActivityInput<R> input) {
      return super.executeActivity(
          new ActivityInput<>(
              input.getActivityName(),
              input.getResultClass(),
              input.getResultType(),
              input.getArgs(),
              ActivityOptions.newBuilder(input.getOptions()).setPriority(order.next()).build(),
              input.getHeader()));
    }
  }
}
