package io.reelway.stage;

import io.reelway.media.Probe;
import io.reelway.plan.Plan;
import io.temporal.activity.ActivityInterface;

/** Decides what to make of a source. Pure and quick, so it runs as a local activity. */
@ActivityInterface
public interface PlanStage {
  Plan plan(PlanRequest request);

  /**
   * What the decision rests on.
   *
   * @param preset name of a preset
   */
  record PlanRequest(Probe probe, String preset) {}
}
