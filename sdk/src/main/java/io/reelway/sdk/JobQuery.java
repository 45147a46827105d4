package io.reelway.sdk;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * Which jobs to list.
 *
 * @param status only jobs in this status, e.g. {@code done}; empty: all
 * @param pageSize jobs to fetch at once; empty: as the server likes
 */
public record JobQuery(Optional<String> status, OptionalInt pageSize) {
  /** Every job. */
  public static final JobQuery ALL = new JobQuery(Optional.empty(), OptionalInt.empty());

  /** The same for jobs in one status. */
  public JobQuery status(String status) {
    return new JobQuery(Optional.of(status), pageSize);
  }

  /** The same with that many jobs in one answer. */
  public JobQuery pageSize(int jobs) {
    return new JobQuery(status, OptionalInt.of(jobs));
  }
}
