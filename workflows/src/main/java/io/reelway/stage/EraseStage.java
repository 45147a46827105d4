package io.reelway.stage;

import io.reelway.job.AcceptedJob;
import io.temporal.activity.ActivityInterface;

/** Deletes a job on request of its client. */
@ActivityInterface
public interface EraseStage {
  /** Deletes input, outputs and record. Idempotent; afterwards the job does not exist. */
  void erase(AcceptedJob job);
}
