package io.reelway.catalog;

import java.io.IOException;
import java.time.LocalDate;
import java.util.List;

/**
 * Sums over jobs that are done. A job counts once, on the day it ended (UTC), and still counts
 * after its erasure. Thread-safe; blocks.
 */
public interface UsageReport {
  /** All that was ever counted, for all owners. */
  Usage total() throws IOException;

  /**
   * An owner's sums per day, the oldest first. Days without a finished job are left out.
   *
   * @param from the first day
   * @param to the last day
   */
  List<Day> days(String owner, LocalDate from, LocalDate to) throws IOException;

  /** One day's sums. */
  record Day(LocalDate day, Usage usage) {}
}
