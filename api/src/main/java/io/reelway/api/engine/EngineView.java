package io.reelway.api.engine;

import io.reelway.job.JobSnapshot;
import io.reelway.job.Progress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the engine says of a job. */
public sealed interface EngineView {
  /**
   * The workflow runs. Both were true at the same moment.
   *
   * @param snapshot as the workflow last wrote it down
   * @param stages the progress of each stage that is under way; empty between two stages
   * @param queued set while no worker has begun any of them, or its next attempt
   */
  record Running(JobSnapshot snapshot, List<Progress> stages, @Nullable Queued queued)
      implements EngineView {
    public Running {
      stages = List.copyOf(stages);
    }
  }

  /**
   * A stage waits for a worker.
   *
   * @param ahead tasks in front of it; {@code null} where the engine does not tell
   */
  record Queued(@Nullable Integer ahead) {}

  /** The workflow is erasing the job, or will as soon as a worker is there. */
  record Erasing() implements EngineView {}

  /** The workflow has ended; how is in the store. */
  record Closed() implements EngineView {}

  /** The engine never knew the job or has forgotten it. */
  record Unknown() implements EngineView {}
}
