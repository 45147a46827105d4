package io.reelway.image;

import java.time.Duration;
import java.util.List;

/**
 * The timing of an animated image.
 *
 * @param plays number of plays, at most {@link #MOST_PLAYS}; 0 means forever
 * @param delays display time of each frame as viewers apply it, at most {@link #LONGEST}
 * @param retimed whether some delays differ from those in the file: viewers replace very short
 *     delays, and WebP cannot store very long ones
 */
public record Animation(int plays, List<Duration> delays, boolean retimed) {
  /** The maximum number of plays that WebP and GIF can store. */
  public static final int MOST_PLAYS = 65_535;

  /** The longest delay that WebP can store: 24 bits of milliseconds, more than four hours. */
  private static final Duration LONGEST = Duration.ofMillis(0xff_ffff);

  /** The longest delay that viewers treat as "as fast as possible" and replace. */
  private static final Duration TOO_FAST = Duration.ofMillis(10);

  /** The delay that viewers use instead of {@link #TOO_FAST} and shorter ones. */
  private static final Duration USUAL = Duration.ofMillis(100);

  public Animation {
    plays = Math.clamp(plays, 0, MOST_PLAYS);
    delays = List.copyOf(delays);
  }

  /**
   * Creates the timing from the delays in a file. Applies the limits of viewers and of WebP.
   *
   * @param delays delay of each frame as stored in the file
   */
  public Animation(int plays, List<Duration> delays) {
    this(
        plays,
        delays.stream().map(Animation::shown).toList(),
        delays.stream().anyMatch(delay -> !shown(delay).equals(delay)));
  }

  /** Time from the start to the end of one play. */
  public Duration length() {
    return delays.stream().reduce(Duration.ZERO, Duration::plus);
  }

  /**
   * The index of the frame that is shown at a time after the start.
   *
   * @return index from 0; the last frame for any time after the end
   */
  public int frameAt(Duration time) {
    Duration end = Duration.ZERO;
    for (int i = 0; i < delays.size(); i++) {
      end = end.plus(delays.get(i));
      if (time.compareTo(end) < 0) {
        return i;
      }
    }
    return delays.size() - 1;
  }

  private static Duration shown(Duration delay) {
    if (delay.compareTo(TOO_FAST) <= 0) {
      return USUAL;
    }
    return delay.compareTo(LONGEST) > 0 ? LONGEST : delay;
  }
}
