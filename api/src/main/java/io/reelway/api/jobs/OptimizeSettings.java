package io.reelway.api.jobs;

import java.time.Duration;
import org.springframework.boot.context.properties.bind.Name;

/**
 * The synchronous route.
 *
 * @param limit how long a request waits for its job before it is answered like a submit
 * @param streams outputs that are read from a bucket at once while clients take them; 0: none,
 *     every client needs the redirect
 */
public record OptimizeSettings(@Name("wait") Duration limit, int streams) {
  public OptimizeSettings {
    if (limit.isNegative() || limit.isZero()) {
      throw new IllegalArgumentException(
          "reelway.optimize.wait is " + limit + "; write a duration above zero, e.g. 120s");
    }
    if (streams < 0) {
      throw new IllegalArgumentException(
          "reelway.optimize.streams is " + streams + "; write 0 or more, e.g. 16");
    }
  }
}
