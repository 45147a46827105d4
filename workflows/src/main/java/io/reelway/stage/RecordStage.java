package io.reelway.stage;

import io.reelway.job.JobSnapshot;
import io.temporal.activity.ActivityInterface;

/** Writes the final state of a job where it outlives the workflow engine. */
@ActivityInterface
public interface RecordStage {
  /**
   * Writes how the job ended into the catalog, with its share of the usage and the webhook that is
   * due. May run any number of times with the same snapshot.
   */
  void record(JobSnapshot snapshot);
}
