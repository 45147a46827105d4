package io.reelway.api.jobs;

import java.time.Duration;
import org.springframework.boot.context.properties.bind.Name;

/**
 * The synchronous route.
 *
 * @param limit how long a request waits for its job before it is answered like a submit
 */
public record OptimizeSettings(@Name("wait") Duration limit) {
  public OptimizeSettings {
    if (limit.isNegative() || limit.isZero()) {
      throw new IllegalArgumentException(
          "reelway.optimize.wait is " + limit + "; write a duration above zero, e.g. 120s");
    }
  }
}
