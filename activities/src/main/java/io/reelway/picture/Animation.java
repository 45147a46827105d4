package io.reelway.picture;

import java.time.Duration;
import java.util.List;

/**
 * A picture that moves.
 *
 * @param plays how often it is shown from start to end; 0 for ever
 * @param delays how long each frame is shown, as viewers do
 */
public record Animation(int plays, List<Duration> delays) {
  /** Viewers take anything up to this for "as fast as possible" … */
  private static final Duration TOO_FAST = Duration.ofMillis(10);

  /** … and show such frames this long. */
  private static final Duration USUAL = Duration.ofMillis(100);

  public Animation {
    delays = delays.stream().map(Animation::shown).toList();
  }

  /** Time from the start to the end of one play. */
  public Duration length() {
    return delays.stream().reduce(Duration.ZERO, Duration::plus);
  }

  private static Duration shown(Duration delay) {
    return delay.compareTo(TOO_FAST) > 0 ? delay : USUAL;
  }
}
