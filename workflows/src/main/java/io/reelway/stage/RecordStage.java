package io.reelway.stage;

import io.reelway.job.JobSnapshot;
import io.temporal.activity.ActivityInterface;

/** Writes the final state of a job where it outlives the workflow engine. */
@ActivityInterface
public interface RecordStage {
  /**
   * Writes {@code job.json} and takes the job off the list of open ones. May run any number of
   * times with the same snapshot.
   */
  void record(JobSnapshot snapshot);
}
