package io.reelway.optimize;

import io.reelway.job.AcceptedJob;
import io.reelway.stage.TaskQueues;
import io.temporal.api.enums.v1.ParentClosePolicy;
import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Workflow;

/** Starts {@link WebhookWorkflow} from the workflow of a job, which may then close. */
final class Webhooks {
  private Webhooks() {}

  /**
   * Starts the workflow and returns when the engine has accepted it. It then no longer needs its
   * parent.
   */
  static void begin(AcceptedJob job) {
    WebhookWorkflow webhook =
        Workflow.newChildWorkflowStub(
            WebhookWorkflow.class,
            ChildWorkflowOptions.newBuilder()
                .setWorkflowId(WebhookWorkflow.id(job))
                .setTaskQueue(TaskQueues.JOBS)
                .setParentClosePolicy(ParentClosePolicy.PARENT_CLOSE_POLICY_ABANDON)
                .build());
    Async.procedure(webhook::tell, job);
    try {
      Workflow.getWorkflowExecution(webhook).get();
    } catch (ChildWorkflowFailure runsAlready) {
      // The job was started again after its end, and its webhook workflow already runs.
    }
  }
}
