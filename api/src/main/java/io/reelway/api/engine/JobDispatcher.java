package io.reelway.api.engine;

import io.reelway.api.observe.JobLog;
import io.reelway.catalog.JobCatalog;
import io.reelway.job.AcceptedJob;
import io.reelway.log.ThrottledLog;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts accepted jobs on the workflow engine. The record of a job is the outbox: jobs that the
 * engine could not take start soon after it is back. The engine accepts each id once, so no job
 * starts twice. Thread-safe; blocks.
 */
public final class JobDispatcher {
  private static final Logger LOG = LoggerFactory.getLogger(JobDispatcher.class);

  private static final int BATCH = 100;

  private final JobCatalog catalog;
  private final JobEngine engine;

  /** It runs every second, even while the database is down. */
  private final ThrottledLog outages = new ThrottledLog();

  private volatile boolean engineIsAway;

  public JobDispatcher(JobCatalog catalog, JobEngine engine) {
    this.catalog = catalog;
    this.engine = engine;
  }

  /** Starts a new job, or leaves it to {@link #run}. */
  public void start(AcceptedJob job) {
    if (engineIsAway) {
      return;
    }
    try {
      give(job);
    } catch (EngineUnavailableException | IOException later) {
      JobLog.about(
          job.id(),
          "start",
          () -> LOG.debug("Job is started later, reason={}", later.getMessage()));
    }
  }

  /** Starts all waiting jobs, the oldest first. */
  public void run() {
    try {
      for (var jobs = catalog.toStart(BATCH); !jobs.isEmpty(); jobs = catalog.toStart(BATCH)) {
        for (AcceptedJob job : jobs) {
          give(job);
        }
      }
    } catch (EngineUnavailableException unavailable) {
      LOG.debug("Jobs wait for the engine", unavailable);
    } catch (IOException unavailable) {
      outages
          .admit()
          .ifPresent(others ->
              LOG.warn(
                  "Jobs are started later, reason={}, others={}",
                  unavailable.getMessage(),
                  others));
    }
  }

  private void give(AcceptedJob job) throws IOException {
    try {
      engine.start(job);
      if (engineIsAway) {
        LOG.info("The workflow engine answers again; waiting jobs are started");
      }
      engineIsAway = false;
    } catch (EngineUnavailableException unavailable) {
      if (!engineIsAway) {
        LOG.warn(
            "The workflow engine does not answer; jobs are accepted and started later, reason={}",
            EngineUnavailableException.reason(unavailable));
      }
      engineIsAway = true;
      throw unavailable;
    }
    catalog.started(job.id());
  }
}
