package io.reelway.optimize;

import io.reelway.job.AcceptedJob;
import io.reelway.job.JobSnapshot;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** One job from its source to its recorded end. The workflow id is the job id. */
@WorkflowInterface
public interface MediaJobWorkflow {
  /** Memo field that holds the latest {@link JobSnapshot}, readable without a worker. */
  String MEMO_SNAPSHOT = "snapshot";

  /** Memo field that is {@code true} as soon as the job is being deleted, and absent before. */
  String MEMO_ERASING = "erasing";

  /**
   * Runs the job to its end. Completes normally whether the job is done or has failed; both are
   * recorded in the store first. After a cancellation the workflow closes as cancelled, as Temporal
   * requires, but the failed job is recorded nevertheless.
   *
   * @return the final snapshot
   */
  @WorkflowMethod
  JobSnapshot optimize(AcceptedJob job);

  /**
   * Stops the job like a cancellation. This signal is for the run that replaces one whose
   * cancellation was lost; it only records the cancellation.
   */
  @SignalMethod
  void stop();

  /**
   * Stops the job, and then deletes it instead of recording its end. The workflow itself does both,
   * so that no late write can restore deleted data. A job whose workflow has closed is erased by a
   * new run under the same id, started with this signal.
   */
  @SignalMethod
  void erase();
}
