package io.reelway.api.engine;

import io.reelway.job.JobSnapshot;
import io.reelway.job.Progress;

/** What the engine says of a job. */
public sealed interface EngineView {
  /**
   * The workflow runs.
   *
   * @param snapshot as rich as could be had in time
   * @param progress of the present stage
   */
  record Running(JobSnapshot snapshot, Progress progress) implements EngineView {}

  /** The workflow is erasing the job, or will as soon as a worker is there. */
  record Erasing() implements EngineView {}

  /** The workflow has ended; how is in the store. */
  record Closed() implements EngineView {}

  /** The engine never knew the job or has forgotten it. */
  record Unknown() implements EngineView {}
}
