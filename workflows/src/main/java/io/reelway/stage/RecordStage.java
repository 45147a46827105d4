package io.reelway.stage;

import io.reelway.job.JobSnapshot;
import io.temporal.activity.ActivityInterface;

/** Writes the final state of a job to the catalog, which outlives the workflow engine. */
@ActivityInterface
public interface RecordStage {
  /**
   * Records the end of the job, its usage and its due webhook. Idempotent for the same snapshot.
   */
  void record(JobSnapshot snapshot);
}
