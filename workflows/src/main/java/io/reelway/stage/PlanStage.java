package io.reelway.stage;

import io.reelway.media.Probe;
import io.reelway.plan.Plan;
import io.reelway.spec.JobOptions;
import io.reelway.spec.Preset;
import io.temporal.activity.ActivityInterface;
import java.util.Objects;

/** Decides what to make of a source. Pure and quick, so it runs as a local activity. */
@ActivityInterface
public interface PlanStage {
  Plan plan(PlanRequest request);

  /**
   * The input of the decision.
   *
   * @param preset the complete preset; nothing is looked up by name
   * @param options what was asked for beyond the preset
   */
  record PlanRequest(Probe probe, Preset preset, JobOptions options) {
    /** Requests of earlier builds have no options. */
    public PlanRequest {
      options = Objects.requireNonNullElse(options, JobOptions.NONE);
    }
  }
}
