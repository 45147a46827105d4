package io.reelway.encode;

import io.reelway.job.Progress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What ffmpeg has told of an encode so far, in terms of the whole; its share never falls. */
final class Told {
  private final @Nullable Duration length;
  private double furthest;
  private long frames;
  private net.bramp.ffmpeg.progress.@Nullable Progress last;

  /**
   * @param length of the source; {@code null} where unknown, and then there is no share
   */
  Told(@Nullable Duration length) {
    this.length = length;
  }

  Progress next(net.bramp.ffmpeg.progress.Progress line) {
    last = line;
    frames = Math.max(frames, line.frame);
    furthest = Math.max(furthest, line.out_time_ns / 1e9);
    Double speed = line.speed > 0 ? (double) line.speed : null;
    if (length == null || length.isZero()) {
      return new Progress(0, speed, null);
    }
    double total = length.toMillis() / 1e3;
    Double eta = speed == null ? null : Math.max(0, (total - furthest) / speed);
    return new Progress(100 * furthest / total, speed, eta);
  }

  /** The last it said; {@code null} when it said nothing. */
  net.bramp.ffmpeg.progress.@Nullable Progress last() {
    return last;
  }

  /** Pictures written so far. */
  long frames() {
    return frames;
  }
}
