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
   * The input of the decision.
   *
   * @param preset the complete preset; nothing is looked up by name
   */
  record PlanRequest(Probe probe, Preset preset) {}
}
