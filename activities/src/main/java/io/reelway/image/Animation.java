package io.reelway.image;

import java.time.Duration;
import java.util.List;

/**
 * A picture that moves.
 *
 * @param plays how often it is shown from start to end; 0 for ever
 * @param delays how long each frame is shown, as viewers do
 * @param slowed whether the file asks for some to be shown so shortly that viewers do not obey
 */
public record Animation(int plays, List<Duration> delays, boolean slowed) {
  /** Viewers take anything up to this for "as fast as possible" … */
  private static final Duration TOO_FAST = Duration.ofMillis(10);

  /** … and show such frames this long. */
  private static final Duration USUAL = Duration.ofMillis(100);

  public Animation {
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
        delays.stream().anyMatch(delay -> delay.compareTo(TOO_FAST) <= 0));
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
    return delay.compareTo(TOO_FAST) > 0 ? delay : USUAL;
  }
}
