package io.reelway.api.optimize;

import java.time.Duration;
import org.springframework.boot.context.properties.bind.Name;

/**
 * The synchronous route.
 *
 * @param limit how long a request waits for its job before it is answered like a submit
 * @param streams maximum number of outputs that are streamed from a bucket at once; 0: none, every
 *     client needs the redirect
 * @param streamsPerOwner maximum number for one owner; 0: half of {@code streams}
 */
public record OptimizeSettings(@Name("wait") Duration limit, int streams, int streamsPerOwner) {
  public OptimizeSettings {
    if (limit.isNegative() || limit.isZero()) {
      throw new IllegalArgumentException(
          "reelway.optimize.wait is " + limit + "; write a duration above zero, e.g. 120s");
    }
    if (streams < 0) {
      throw new IllegalArgumentException(
          "reelway.optimize.streams is " + streams + "; write 0 or more, e.g. 16");
    }
    if (streamsPerOwner < 0) {
      throw new IllegalArgumentException(
          "reelway.optimize.streams-per-owner is "
              + streamsPerOwner
              + "; write the number of outputs sent to one owner at once, or 0 for half of all");
    }
  }

  /** The maximum number of outputs that are sent to one owner at once, at least 1. */
  int share() {
    return streamsPerOwner > 0 ? streamsPerOwner : Math.max(1, streams / 2);
  }
}
