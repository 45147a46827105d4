package io.reelway.api.wiring;

import io.reelway.usage.UsageLedger;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/** Sums up past hours, so that the totals stay quick to read. */
final class UsageSchedule {
  private static final Logger LOG = LoggerFactory.getLogger(UsageSchedule.class);

  private final UsageLedger ledger;

  UsageSchedule(UsageLedger ledger) {
    this.ledger = ledger;
  }

  @Scheduled(initialDelayString = "PT5M", fixedDelayString = "PT1H")
  void fold() {
    try {
      ledger.fold();
    } catch (IOException unavailable) {
      LOG.info("Usage is summed up later, reason={}", unavailable.getMessage());
    }
  }
}
