package io.reelway.strategy;

import io.reelway.image.Animation;
import io.reelway.plan.Excerpt;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The frames of an animation that are shown within a part of its time. The first one may have begun
 * before that part.
 *
 * @param first index of the first frame, from 0
 * @param end index after the last frame; above {@code first}
 * @param start where the part begins, from the start of the animation
 */
record ShownFrames(int first, int end, Duration start) {
  /** The frames of an excerpt. */
  static ShownFrames of(Animation animation, Excerpt excerpt) {
    Duration start = time(excerpt.start());
    Double length = excerpt.duration();
    int last =
        length == null
            ? animation.delays().size() - 1
            : animation.frameAt(start.plus(time(length)).minusNanos(1));
    int first = animation.frameAt(start);
    return new ShownFrames(first, Math.max(first, last) + 1, start);
  }

  /**
   * The frame that is shown at a time.
   *
   * @param moment seconds; {@code null} for the first frame
   */
  static ShownFrames at(Animation animation, @Nullable Double moment) {
    int frame = animation.frameAt(time(moment));
    return new ShownFrames(frame, frame + 1, time(moment));
  }

  private static Duration time(@Nullable Double seconds) {
    return seconds == null ? Duration.ZERO : Duration.ofNanos(Math.round(seconds * 1e9));
  }

  /** Filters that keep these frames, with times that count from the start of the part. */
  List<String> filters() {
    return List.of(
        "trim=start_frame=" + first + ":end_frame=" + end,
        String.format(Locale.ROOT, "setpts='max(0,round(PTS-%.6f/TB))'", start.toNanos() / 1e9));
  }
}
