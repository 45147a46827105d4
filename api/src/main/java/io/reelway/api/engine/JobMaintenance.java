package io.reelway.api.engine;

import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/** The periodic tasks of an API process. */
final class JobMaintenance {
  private static final Logger LOG = LoggerFactory.getLogger(JobMaintenance.class);

  private final JobDispatcher dispatcher;
  private final Recovery recovery;
  private final RetentionStarter retention;
  private final Duration period;
  private Instant nextLook = Instant.MIN;
  private Instant nextStart = Instant.MIN;

  /**
   * @param period interval of the recovery, and of the check for the retention workflow
   */
  JobMaintenance(
      JobDispatcher dispatcher, Recovery recovery, RetentionStarter retention, Duration period) {
    this.dispatcher = dispatcher;
    this.recovery = recovery;
    this.retention = retention;
    this.period = period;
  }

  @Scheduled(fixedDelayString = "PT1S")
  void startWaitingJobs() {
    dispatcher.run();
  }

  /** Runs every ten seconds until it succeeds once, then once per period. */
  @Scheduled(fixedDelayString = "PT10S")
  void lookForLostJobs() {
    Instant now = Instant.now();
    if (!now.isBefore(nextLook) && recovery.run()) {
      nextLook = now.plus(period);
    }
  }

  /** Separate from the recovery, which may take long or fail. */
  @Scheduled(fixedDelayString = "PT10S")
  void startRetention() {
    Instant now = Instant.now();
    if (!now.isBefore(nextStart) && retentionRuns()) {
      nextStart = now.plus(period);
    }
  }

  private boolean retentionRuns() {
    try {
      retention.ensure();
      return true;
    } catch (EngineUnavailableException unavailable) {
      LOG.info("Expired jobs are deleted later because the workflow engine does not answer");
      return false;
    }
  }
}
