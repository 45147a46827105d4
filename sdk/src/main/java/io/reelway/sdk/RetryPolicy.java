package io.reelway.sdk;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * How often and how fast a call is retried. Calls are retried without an answer and after 408, 425,
 * 429 and 5xx, and only if they are idempotent.
 *
 * <p>The pause before try <i>n</i>+1 is random between zero and {@code base} × 2<sup>n-1</sup>, at
 * most {@code longest} ("full jitter": clients that failed together do not return together). A
 * server's {@code Retry-After} lengthens it, up to {@code longest} as well.
 *
 * @param attempts attempts in total, including the first; {@code 1}: no retries
 * @param base maximum of the first pause
 * @param longest maximum of every pause
 */
public record RetryPolicy(int attempts, Duration base, Duration longest) {
  /** Six attempts with pauses of up to 0.5, 1, 2, 4 and 8 seconds. */
  public static final RetryPolicy STANDARD =
      new RetryPolicy(6, Duration.ofMillis(500), Duration.ofSeconds(30));

  /** One attempt. */
  public static final RetryPolicy NONE = new RetryPolicy(1, Duration.ZERO, Duration.ZERO);

  public RetryPolicy {
    if (attempts < 1) {
      throw new IllegalArgumentException("attempts is " + attempts + "; write 1 or more");
    }
    if (base.isNegative() || longest.compareTo(base) < 0) {
      throw new IllegalArgumentException(
          "base is " + base + " and longest " + longest + "; write 0 <= base <= longest");
    }
  }

  /**
   * The pause after a failed attempt.
   *
   * @param attempt number of the failed attempt, from 1
   * @param asked the {@code Retry-After} of the server
   */
  Duration pause(int attempt, Optional<Duration> asked, RandomGenerator random) {
    long bound = base.toMillis() << Math.min(attempt - 1, 20);
    long jittered = random.nextLong(Math.min(bound, longest.toMillis()) + 1);
    long wanted = Math.max(jittered, asked.map(Duration::toMillis).orElse(0L));
    return Duration.ofMillis(Math.min(wanted, longest.toMillis()));
  }
}
