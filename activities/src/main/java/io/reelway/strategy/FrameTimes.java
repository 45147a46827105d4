package io.reelway.strategy;

import io.reelway.image.Animation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** ffmpeg filters that set the times of the frames of an animation, in milliseconds. */
final class FrameTimes {
  /** The maximum number of terms. A longer sum takes more time than the frames themselves. */
  private static final int MOST_TERMS = 200;

  private FrameTimes() {}

  /**
   * A filter that sets the time of each frame. Empty when the delays change so often that the
   * filter would need more than {@link #MOST_TERMS} terms.
   */
  static Optional<String> of(Animation animation) {
    List<String> terms = new ArrayList<>();
    List<Duration> delays = animation.delays();
    int start = 0;
    for (int i = 1; i <= delays.size(); i++) {
      if (i == delays.size() || !delays.get(i).equals(delays.get(start))) {
        terms.add("%d*clip(N-%d,0,%d)".formatted(delays.get(start).toMillis(), start, i - start));
        start = i;
      }
    }
    return terms.size() > MOST_TERMS
        ? Optional.empty()
        : Optional.of("setpts='" + String.join("+", terms) + "'");
  }
}
