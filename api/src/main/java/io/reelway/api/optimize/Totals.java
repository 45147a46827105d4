package io.reelway.api.optimize;

import reactor.core.publisher.Mono;

/** Totals over the jobs of all owners that are done. */
interface Totals {
  /** The present count; never fails. */
  Mono<Count> now();

  /** Jobs that are done, and the bytes they saved. */
  record Count(long jobs, long savedBytes) {
    static final Count NONE = new Count(0, 0);
  }
}
