package io.reelway.image;

import java.time.Duration;
import java.util.List;

/**
 * A picture that moves.
 *
 * @param plays how often it is shown from start to end, at most {@link #MOST_PLAYS}; 0 for ever
 * @param delays how long each frame is shown, as viewers do, at most {@link #LONGEST}
 * @param retimed whether some of the delays are not those of the file: viewers do not obey the
 *     shortest, and WebP cannot tell the longest
 */
public record Animation(int plays, List<Duration> delays, boolean retimed) {
  /** The maximum that WebP and GIF can store. */
  public static final int MOST_PLAYS = 65_535;

  /** What WebP has room for, in 24 bits of milliseconds: more than four hours. */
  private static final Duration LONGEST = Duration.ofMillis(0xff_ffff);

  /** Viewers take anything up to this for "as fast as possible" … */
  private static final Duration TOO_FAST = Duration.ofMillis(10);

  /** … and show such frames this long. */
  private static final Duration USUAL = Duration.ofMillis(100);

  public Animation {
    plays = Math.clamp(plays, 0, MOST_PLAYS);
    delays = List.copyOf(delays);
  }

  /**
   * As a file says it.
   *
   * @param delays how long each frame is to be shown
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
   * The frame that is shown at a time after the start.
   *
   * @return from 0; the last one for any time after the end
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
