package io.reelway.planning;

import io.reelway.media.Probe;
import java.time.Duration;

/**
 * Whether and how long videos are divided into segments, which all cores encode side by side.
 *
 * @param on whether videos are divided
 * @param length about the length of a segment, 2 s or more
 * @param minimum shorter videos are encoded whole
 */
public record SegmentSettings(boolean on, Duration length, Duration minimum) {
  private static final Duration SHORTEST = Duration.ofSeconds(2);

  /**
   * The most segments in all attempts of all outputs of a job. Each takes seven of the 51,200
   * events that Temporal allows.
   */
  private static final int MOST_OF_A_JOB = 6400;

  public SegmentSettings {
    if (length.compareTo(SHORTEST) < 0) {
      throw new IllegalArgumentException(
          "reelway.segments.length is " + length + "; write 2s or more, e.g. 10s");
    }
    if (minimum.isNegative()) {
      throw new IllegalArgumentException(
          "reelway.segments.minimum is " + minimum + "; write a duration, e.g. 20s");
    }
  }

  /** Whether a source is long enough for two segments or more. */
  boolean divide(Probe probe) {
    Duration duration = probe.duration();
    return on
        && duration != null
        && duration.compareTo(minimum) >= 0
        && duration.compareTo(length) > 0;
  }

  /**
   * About the length of a segment: longer for many outputs of a film.
   *
   * @param source the length of the source
   * @param attempts the number of divided attempts of all outputs
   */
  Duration length(Duration source, long attempts) {
    Duration least = source.multipliedBy(attempts).dividedBy(MOST_OF_A_JOB);
    return least.compareTo(length) > 0 ? least : length;
  }
}
