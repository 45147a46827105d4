package io.reelway.api.optimize;

import io.reelway.api.problem.RequestException;
import io.reelway.job.ErrorCode;
import java.util.HashMap;
import java.util.Map;

/**
 * Limits how many outputs are sent from a bucket at once, in total and per owner, so that the slow
 * readers of one owner leave slots to others. Thread-safe.
 */
final class StreamSlots {
  private static final String HOW_ELSE =
      " Download it from the job that Location names, or send the request with ?redirect=true.";

  private static final String FULL =
      "The file is ready, but the server is sending as many files as it can." + HOW_ELSE;

  private static final String SHARE_IS_TAKEN =
      "The file is ready, but the server is sending you as many files as one owner may receive."
          + HOW_ELSE;

  private final int total;
  private final int perOwner;
  private final Map<String, Integer> taken = new HashMap<>();
  private int all;

  /**
   * @param total outputs that are sent at once
   * @param perOwner outputs that are sent to one owner at once
   */
  StreamSlots(int total, int perOwner) {
    this.total = total;
    this.perOwner = perOwner;
  }

  /**
   * Takes a slot.
   *
   * @param owner empty for callers without a key, for whom no share applies
   * @throws RequestException with {@code UNAVAILABLE} when no slot is free for that owner, or none
   *     at all
   */
  synchronized Slot take(String owner) {
    if (all >= total) {
      throw new RequestException(ErrorCode.UNAVAILABLE, FULL);
    }
    if (!owner.isEmpty() && taken.getOrDefault(owner, 0) >= perOwner) {
      throw new RequestException(ErrorCode.UNAVAILABLE, SHARE_IS_TAKEN);
    }
    all++;
    taken.merge(owner, 1, Integer::sum);
    return () -> end(owner);
  }

  private synchronized void end(String owner) {
    all--;
    taken.computeIfPresent(owner, (same, count) -> count == 1 ? null : count - 1);
  }

  /** A slot for one output. */
  @FunctionalInterface
  interface Slot {
    /** Releases the slot after the output was sent or its client has disconnected. Call it once. */
    void end();
  }
}
