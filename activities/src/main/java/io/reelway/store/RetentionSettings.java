package io.reelway.store;

import java.time.Duration;

/**
 * How long jobs and abandoned uploads are kept. Each time is between 1 s and 36,500 days.
 *
 * @param output time after its end that a job's output and record are kept
 * @param keepSource whether the source is kept as long as the output, not just until the job ends
 * @param abandoned age at which an upload that never came to its end is erased
 */
public record RetentionSettings(Duration output, boolean keepSource, Duration abandoned) {
  private static final Duration SHORTEST = Duration.ofSeconds(1);

  /** No retention needs more than a hundred years. */
  private static final Duration LONGEST = Duration.ofDays(36_500);

  public RetentionSettings {
    check("output", output, "7d");
    check("abandoned", abandoned, "24h");
  }

  /**
   * How long a job or an abandoned upload may stay in the store after its time is over: a tenth of
   * the shorter time, between 1 s and 10 min.
   */
  public Duration pause() {
    Duration tenth = (output.compareTo(abandoned) < 0 ? output : abandoned).dividedBy(10);
    return clamp(tenth, SHORTEST, Duration.ofMinutes(10));
  }

  private static Duration clamp(Duration value, Duration least, Duration most) {
    return value.compareTo(least) < 0 ? least : value.compareTo(most) > 0 ? most : value;
  }

  private static void check(String name, Duration value, String example) {
    if (value.compareTo(SHORTEST) < 0 || value.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "reelway.retention."
              + name
              + " is "
              + value
              + "; write a duration from 1s to 36500d, e.g. "
              + example);
    }
  }
}
