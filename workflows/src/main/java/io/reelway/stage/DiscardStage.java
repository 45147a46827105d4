package io.reelway.stage;

import io.reelway.job.AcceptedJob;
import io.temporal.activity.ActivityInterface;

/** Deletes what a job no longer needs when it ends. */
@ActivityInterface
public interface DiscardStage {
  /** Deletes all encoded parts of divided videos. Idempotent. */
  void discard(AcceptedJob job);

  /** Deletes the outputs of a job that has failed or was cancelled. Idempotent. */
  void discardOutputs(AcceptedJob job);
}
