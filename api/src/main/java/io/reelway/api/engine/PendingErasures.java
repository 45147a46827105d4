package io.reelway.api.engine;

import io.reelway.api.observe.JobLog;
import io.reelway.catalog.JobCatalog;
import io.reelway.job.AcceptedJob;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives the engine the orders to erase jobs that it could not take, or that a process did not give
 * because it ended before. The catalog hides such a job already. The engine may get an order twice;
 * the second one changes nothing. Thread-safe; blocks.
 */
public final class PendingErasures {
  private static final Logger LOG = LoggerFactory.getLogger(PendingErasures.class);
  private static final int BATCH = 100;

  /** The request that hides a job gives the order itself, within this time. */
  private static final Duration OWN_TRY = Duration.ofSeconds(10);

  private final JobCatalog catalog;
  private final JobCommands commands;
  private final Clock clock;

  public PendingErasures(JobCatalog catalog, JobCommands commands, Clock clock) {
    this.catalog = catalog;
    this.commands = commands;
    this.clock = clock;
  }

  /** Gives all pending orders, or stops at the first one that engine or database cannot take. */
  public void run() {
    try {
      for (List<AcceptedJob> jobs = next(); !jobs.isEmpty(); jobs = next()) {
        for (AcceptedJob job : jobs) {
          commands.erase(job);
          catalog.erasureStarted(job.id());
          JobLog.about(job.id(), "erase", () -> LOG.info("The engine has the order to erase"));
        }
      }
    } catch (EngineUnavailableException | IOException unavailable) {
      LOG.debug("Jobs are erased later, reason={}", unavailable.getMessage());
    }
  }

  private List<AcceptedJob> next() throws IOException {
    return catalog.erasuresToStart(clock.instant().minus(OWN_TRY), BATCH);
  }
}
