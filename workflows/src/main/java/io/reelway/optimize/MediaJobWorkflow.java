package io.reelway.optimize;

import io.reelway.job.AcceptedJob;
import io.reelway.job.JobSnapshot;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** One job from its source to its recorded end. The workflow id is the job id. */
@WorkflowInterface
public interface MediaJobWorkflow {
  /** Memo field that holds the latest {@link JobSnapshot}, readable without a worker. */
  String MEMO_SNAPSHOT = "snapshot";

  /**
   * Runs the job to its end. Completes normally whether the job is done or has failed; both are
   * recorded in the store first. After a cancellation the workflow closes as cancelled, which is
   * Temporal's rule, with the failed job recorded all the same.
   *
   * @return the final snapshot
   */
  @WorkflowMethod
  JobSnapshot optimize(AcceptedJob job);

  /** The job at this moment. */
  @QueryMethod
  JobSnapshot snapshot();
}
