package io.reelway.optimize;

import io.reelway.stage.StageOptions;
import io.reelway.stage.SweepStage;
import io.reelway.stage.SweepStage.Swept;
import io.temporal.workflow.Workflow;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Repeats a sweep and a pause. */
public final class RetentionWorkflowImpl implements RetentionWorkflow {
  /** A history of this many rounds stays small. The next run continues where this one ended. */
  private static final int ROUNDS = 100;

  private final SweepStage stage = Workflow.newActivityStub(SweepStage.class, StageOptions.sweep());

  @Override
  public void keepClean(@Nullable Instant since) {
    @Nullable Instant done = since;
    for (int round = 0; round < ROUNDS; round++) {
      Swept swept = stage.sweep(done);
      done = swept.until();
      Workflow.sleep(swept.pause());
    }
    Workflow.newContinueAsNewStub(RetentionWorkflow.class).keepClean(done);
  }
}
