package io.reelway.api.jobs;

import io.reelway.api.engine.JobCommands;
import io.reelway.api.engine.JobEngine;
import io.reelway.api.problem.RequestException;
import io.reelway.job.ErrorCode;
import io.reelway.job.JobSnapshot;

/** Stops jobs that have not ended. */
public final class Cancellations {
  private final JobCommands commands;
  private final JobEngine engine;

  public Cancellations(JobCommands commands, JobEngine engine) {
    this.commands = commands;
    this.engine = engine;
  }

  /**
   * Has a job stopped. The engine holds the order when this returns; the encoder stops within
   * seconds, and a job that no worker has taken yet ends as soon as one does. Blocks.
   *
   * @param seen the job as it was a moment ago
   * @throws RequestException with {@code NOT_CANCELLABLE} when it has ended
   */
  void cancel(JobSnapshot seen) {
    if (seen.state().isFinal()) {
      throw notCancellable();
    }
    String jobId = seen.job().id();
    if (!commands.cancel(jobId)) {
      // An engine that has forgotten the job is told of it again, so that it records the end.
      boolean forgotten = engine.start(seen.job());
      if (!commands.cancel(jobId) && !forgotten) {
        throw notCancellable(); // It has ended since it was seen.
      }
    }
  }

  private static RequestException notCancellable() {
    return new RequestException(ErrorCode.NOT_CANCELLABLE, ErrorCode.NOT_CANCELLABLE.sentence());
  }
}
