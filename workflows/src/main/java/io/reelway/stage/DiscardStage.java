package io.reelway.stage;

import io.reelway.job.AcceptedJob;
import io.temporal.activity.ActivityInterface;

/** Deletes what a job needs only until it ends. */
@ActivityInterface
public interface DiscardStage {
  /** Deletes all encoded parts of divided videos. Idempotent. */
  void discard(AcceptedJob job);
}
