package io.reelway.stage;

import io.reelway.media.Probe;
import io.reelway.plan.Plan;
import io.reelway.plan.Preset;
import io.temporal.activity.ActivityInterface;

/** Decides what to make of a source. Pure and quick, so it runs as a local activity. */
@ActivityInterface
public interface PlanStage {
  Plan plan(PlanRequest request);

  /**
   * What the decision rests on.
   *
   * @param preset what is wanted, whole: nothing is looked up by its name
   */
  record PlanRequest(Probe probe, Preset preset) {}
}
