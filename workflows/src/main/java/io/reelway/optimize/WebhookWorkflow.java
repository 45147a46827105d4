package io.reelway.optimize;

import io.reelway.job.AcceptedJob;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * Tells a client's server of the end of one job, for days if it must. Apart from the job's own
 * workflow, which so closes when the job has ended.
 */
@WorkflowInterface
public interface WebhookWorkflow {
  /** Its workflow id. A job that is erased and made again with the same key is another job. */
  static String id(AcceptedJob job) {
    return "webhook-" + job.id() + "-" + job.createdAt().toEpochMilli();
  }

  /** Ends after the delivery, or when no further attempt follows. */
  @WorkflowMethod
  void tell(AcceptedJob job);
}
