package io.reelway.api.wiring;

import io.reelway.api.engine.Recovery;
import java.time.Duration;
import java.time.Instant;
import org.springframework.scheduling.annotation.Scheduled;

/** Looks for lost jobs when the process starts, and again and again. */
final class RecoverySchedule {
  private static final Duration PERIOD = Duration.ofMinutes(10);

  private final Recovery recovery;
  private Instant next = Instant.MIN;

  RecoverySchedule(Recovery recovery) {
    this.recovery = recovery;
  }

  /** Every ten seconds until it could be done once, then every ten minutes. */
  @Scheduled(fixedDelayString = "PT10S")
  void lookForLostJobs() {
    Instant now = Instant.now();
    if (!now.isBefore(next) && recovery.run()) {
      next = now.plus(PERIOD);
    }
  }
}
