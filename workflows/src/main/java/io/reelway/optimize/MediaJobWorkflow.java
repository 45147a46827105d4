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

  /** Memo field that is there as soon as the job is being erased, and then {@code true}. */
  String MEMO_ERASING = "erasing";

  /**
   * Runs the job to its end. Completes normally whether the job is done or has failed; both are
   * recorded in the store first. After a cancellation the workflow closes as cancelled, which is
   * Temporal's rule, with the failed job recorded all the same.
   *
   * @return the final snapshot
   */
  @WorkflowMethod
  JobSnapshot optimize(AcceptedJob job);

  /**
   * Stops what is under way, as a cancellation does. For the run that takes the place of one that
   * did not hear of its cancellation; it does nothing but record that.
   */
  @SignalMethod
  void stop();

  /**
   * Stops what is under way, and then erases the job instead of recording its end. The workflow
   * itself does both, so that nothing it still writes can bring back what was erased. A job whose
   * workflow has closed is erased by a new run under the same id, started with this signal.
   */
  @SignalMethod
  void erase();
}
