package io.reelway.api.optimize;

import io.reelway.catalog.UsageReport;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Totals over the jobs of all owners that are done. */
final class Totals {
  private final UsageReport usage;
  private final Scheduler blocking;

  Totals(UsageReport usage, Scheduler blocking) {
    this.usage = usage;
    this.blocking = blocking;
  }

  /** The present count; zeros when the database does not answer, for it only adds headers. */
  Mono<Count> now() {
    return Mono.fromCallable(usage::total)
        .subscribeOn(blocking)
        .map(total -> new Count(total.jobs(), total.savedBytes()))
        .onErrorReturn(new Count(0, 0));
  }

  /** Jobs that are done, and the bytes they saved. */
  record Count(long jobs, long savedBytes) {}
}
