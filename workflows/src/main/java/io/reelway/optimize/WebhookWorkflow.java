package io.reelway.optimize;

import io.reelway.job.AcceptedJob;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * Sends the webhook of one job, with retries over several days. The job's own workflow is separate,
 * so it closes when the job has ended.
 */
@WorkflowInterface
public interface WebhookWorkflow {
  /**
   * The workflow id. A job that is erased and created again with the same key has another workflow
   * id.
   */
  static String id(AcceptedJob job) {
    return "webhook-" + job.id() + "-" + job.createdAt().toEpochMilli();
  }

  /** Sends the webhook. Ends after the delivery, or when no further attempt follows. */
  @WorkflowMethod
  void tell(AcceptedJob job);
}
