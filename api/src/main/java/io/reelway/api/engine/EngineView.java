package io.reelway.api.engine;

import io.reelway.job.JobSnapshot;
import io.reelway.job.Progress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The state of a job according to the engine. */
public sealed interface EngineView {
  /**
   * The workflow runs. Snapshot and progress belong to the same moment.
   *
   * @param snapshot the snapshot in the memo of the workflow; {@code null} if a later build wrote
   *     it in a form that this build cannot read
   * @param stages the progress of each scheduled stage; empty between two stages
   * @param queued set while no worker has begun any of them, or its next attempt
   */
  record Running(@Nullable JobSnapshot snapshot, List<Progress> stages, @Nullable Queued queued)
      implements EngineView {
    public Running {
      stages = List.copyOf(stages);
    }
  }

  /**
   * All scheduled stages wait for a worker.
   *
   * @param ahead waiting jobs in front of it; {@code null} if the engine does not know
   */
  record Queued(@Nullable Integer ahead) {}

  /** The workflow is deleting the job, or will when a worker is available. */
  record Erasing() implements EngineView {}

  /** The workflow has ended; the catalog has the result. */
  record Closed() implements EngineView {}

  /** The engine does not know the job, or no longer. */
  record Unknown() implements EngineView {}
}
