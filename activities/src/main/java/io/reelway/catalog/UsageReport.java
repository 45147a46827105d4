package io.reelway.catalog;

import java.io.IOException;
import java.time.LocalDate;
import java.util.List;

/**
 * Sums over finished jobs. A job counts once, on the day it ended (UTC), and still counts after its
 * erasure. Thread-safe; blocks.
 */
public interface UsageReport {
  /** The sums of all owners since the beginning. */
  Usage total() throws IOException;

  /**
   * An owner's sums per day, the oldest first. Days without a finished job are left out.
   *
   * @param from the first day, inclusive
   * @param to the last day, inclusive
   */
  List<Day> days(String owner, LocalDate from, LocalDate to) throws IOException;

  /** The sums of one day. */
  record Day(LocalDate day, Usage usage) {}
}
