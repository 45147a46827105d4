package io.reelway.api.about;

import io.reelway.usage.Totals;
import io.reelway.usage.UsageLedger;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** What the service has saved so far, over all jobs of all callers. */
@RestController
final class UsageController {
  private final UsageLedger ledger;
  private final Scheduler blocking;

  UsageController(UsageLedger ledger, Scheduler blocking) {
    this.ledger = ledger;
    this.blocking = blocking;
  }

  @GetMapping("/api/usage")
  Mono<UsageBody> usage() {
    return Mono.fromCallable(ledger::totals).subscribeOn(blocking).map(UsageBody::of);
  }

  /** Sums over the jobs that are done; sizes in bytes. */
  record UsageBody(
      long totalJobs, long totalInputBytes, long totalOutputBytes, long totalSavedBytes) {
    static UsageBody of(Totals totals) {
      return new UsageBody(
          totals.jobs(), totals.inputBytes(), totals.outputBytes(), totals.savedBytes());
    }
  }
}
