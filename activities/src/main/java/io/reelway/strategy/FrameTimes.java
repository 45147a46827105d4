package io.reelway.strategy;

import io.reelway.image.Animation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** When the frames of an animation are shown, in ffmpeg's words, for a clock of milliseconds. */
final class FrameTimes {
  /** Longer sums take longer than the frames. */
  private static final int MOST_TERMS = 200;

  private FrameTimes() {}

  /** A filter that gives each frame its time; nothing when they are too uneven to be told. */
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

  /** A bitstream filter that gives the last frame its time, which no other frame ends. */
  static String endOf(Animation animation) {
    return "setts=duration='if(eq(NEXT_PTS,NOPTS),%d,DURATION)'"
        .formatted(animation.delays().getLast().toMillis());
  }
}
