package io.reelway.api.engine;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/** The periodic tasks of an API process. */
final class JobMaintenance {
  private static final Logger LOG = LoggerFactory.getLogger(JobMaintenance.class);

  private final JobDispatcher dispatcher;
  private final PendingErasures erasures;
  private final Recovery recovery;
  private final RetentionStarter retention;
  private final Duration period;
  private Pause untilLook = Pause.OVER;
  private Pause untilStart = Pause.OVER;

  /**
   * @param period interval of the recovery, and of the check for the retention workflow
   */
  JobMaintenance(
      JobDispatcher dispatcher,
      PendingErasures erasures,
      Recovery recovery,
      RetentionStarter retention,
      Duration period) {
    this.dispatcher = dispatcher;
    this.erasures = erasures;
    this.recovery = recovery;
    this.retention = retention;
    this.period = period;
  }

  @Scheduled(fixedDelayString = "PT1S")
  void startWaitingJobs() {
    dispatcher.run();
  }

  @Scheduled(fixedDelayString = "PT5S")
  void erasePendingJobs() {
    erasures.run();
  }

  /** Runs every ten seconds until it succeeds once, then once per period. */
  @Scheduled(fixedDelayString = "PT10S")
  void lookForLostJobs() {
    Pause next = Pause.of(period);
    if (untilLook.isOver() && recovery.run()) {
      untilLook = next;
    }
  }

  /** Separate from the recovery, which may take long or fail. */
  @Scheduled(fixedDelayString = "PT10S")
  void startRetention() {
    Pause next = Pause.of(period);
    if (untilStart.isOver() && retentionRuns()) {
      untilStart = next;
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

  /** A pause that begins now. A change of the clock does not change it. */
  private record Pause(long begin, Duration length) {
    static final Pause OVER = of(Duration.ZERO);

    static Pause of(Duration length) {
      return new Pause(System.nanoTime(), length);
    }

    boolean isOver() {
      return System.nanoTime() - begin >= length.toNanos();
    }
  }
}
