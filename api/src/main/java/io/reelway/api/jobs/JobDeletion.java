package io.reelway.api.jobs;

import io.reelway.api.engine.EngineView;
import io.reelway.api.engine.JobCommands;
import io.reelway.api.engine.JobEngine;
import io.reelway.catalog.JobCatalog;
import io.reelway.job.AcceptedJob;
import io.temporal.api.common.v1.WorkflowExecution;
import java.io.IOException;
import java.time.Duration;

/**
 * Erases jobs, whether they run or have ended. The workflow does it, so that it happens even when
 * this process dies meanwhile, and so that nothing a worker still writes outlives it.
 */
final class JobDeletion {
  /** Time for an encoder to be stopped, and for the store to delete. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** A run that was about to close when it was told may not have heard; the next one has. */
  private static final int TRIES = 3;

  private final JobCommands commands;
  private final JobEngine engine;
  private final JobCatalog catalog;

  JobDeletion(JobCommands commands, JobEngine engine, JobCatalog catalog) {
    this.commands = commands;
    this.engine = engine;
    this.catalog = catalog;
  }

  /**
   * Erases a job. When this returns, no process tells of the job any more; its files are gone, or
   * go as soon as there is a worker. Blocks.
   */
  void erase(AcceptedJob job) throws IOException, InterruptedException {
    catalog.hide(job.id());
    for (int attempt = 1; attempt <= TRIES; attempt++) {
      WorkflowExecution run = commands.erase(job);
      if (!commands.awaitEnd(run, PATIENCE)) {
        eraseWithoutWorker(job, run);
        break;
      }
      if (!catalog.exists(job.id())) {
        break;
      }
    }
  }

  /**
   * A workflow that has heard says so; one that no worker serves cannot, and would be shown as
   * running for as long as that lasts. It is replaced by one that does nothing but erase.
   */
  private void eraseWithoutWorker(AcceptedJob job, WorkflowExecution run) {
    if (engine.describe(job.id()).block() instanceof EngineView.Running) {
      commands.terminate(run, "Replaced by a run that erases the job");
      commands.erase(job);
    }
  }
}
