package io.reelway.planning;

import io.reelway.failure.FailureMapper;
import io.reelway.plan.Plan;
import io.reelway.stage.PlanStage;

/** {@link PlanStage}: asks the planner. */
public final class PlanActivity implements PlanStage {
  private final Planner planner;

  public PlanActivity(Planner planner) {
    this.planner = planner;
  }

  @Override
  public Plan plan(PlanRequest request) {
    return FailureMapper.of(
        () -> planner.plan(request.probe(), request.preset(), request.options()));
  }
}
