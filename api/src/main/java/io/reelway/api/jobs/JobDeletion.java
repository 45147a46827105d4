package io.reelway.api.jobs;

import io.reelway.api.engine.EngineUnavailableException;
import io.reelway.api.engine.EngineView;
import io.reelway.api.engine.JobCommands;
import io.reelway.api.engine.JobEngine;
import io.reelway.api.observe.JobLog;
import io.reelway.catalog.JobCatalog;
import io.reelway.job.AcceptedJob;
import io.temporal.api.common.v1.WorkflowExecution;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes running or ended jobs. The workflow deletes the files, so that the deletion survives a
 * crash of this process and includes everything that a worker still writes. Without the engine, the
 * job is hidden at once, and {@link io.reelway.api.engine.PendingErasures} gives the order later.
 */
final class JobDeletion {
  private static final Logger LOG = LoggerFactory.getLogger(JobDeletion.class);

  /** Time to stop the encoder and delete the files. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** A run that is just closing may miss the signal; the next run gets it. */
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
   * Deletes a job. When this returns, no process shows the job any more; its files are deleted, or
   * will be when engine and worker are available. Blocks.
   */
  void erase(AcceptedJob job) throws IOException, InterruptedException {
    catalog.hide(job.id());
    try {
      order(job);
    } catch (EngineUnavailableException | IOException unavailable) {
      JobLog.about(
          job.id(),
          "erase",
          () ->
              LOG.info(
                  "Job is hidden now and erased later, reason={}",
                  EngineUnavailableException.reason(unavailable)));
    }
  }

  private void order(AcceptedJob job) throws IOException, InterruptedException {
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
    catalog.erasureStarted(job.id());
  }

  /**
   * A workflow without a worker cannot process the signal and would be shown as running. It is
   * replaced by a run that only deletes.
   */
  private void eraseWithoutWorker(AcceptedJob job, WorkflowExecution run) {
    if (engine.describe(job.id()).block() instanceof EngineView.Running) {
      commands.terminate(run, "Replaced by a run that erases the job");
      commands.erase(job);
    }
  }
}
