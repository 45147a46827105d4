package io.reelway.stage;

import io.reelway.job.AcceptedJob;
import io.temporal.activity.ActivityInterface;

/** Erases a job that its client wants gone. */
@ActivityInterface
public interface EraseStage {
  /**
   * Erases input, outputs and record. May run any number of times; afterwards there is no such job.
   */
  void erase(AcceptedJob job);
}
