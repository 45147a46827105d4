package io.reelway.api.wiring;

import io.reelway.api.engine.Recovery;
import org.springframework.scheduling.annotation.Scheduled;

/** Looks for lost jobs when the process starts, and every ten minutes. */
final class RecoverySchedule {
  private final Recovery recovery;

  RecoverySchedule(Recovery recovery) {
    this.recovery = recovery;
  }

  @Scheduled(fixedDelayString = "PT10M")
  void lookForLostJobs() {
    recovery.run();
  }
}
