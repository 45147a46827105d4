package io.reelway.ffmpeg;

import io.reelway.job.Progress;
import io.reelway.media.Rational;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What ffmpeg has told of an encode so far, in terms of the whole; its share never falls.
 *
 * <p>The time that ffmpeg tells is that of the output which is furthest behind, and the samples for
 * the comparison lie seconds apart: the pictures it has written are the better measure.
 */
public final class EncodeProgress {
  private final long start = System.nanoTime();
  private final @Nullable Duration length;
  private final @Nullable Rational rate;
  private double furthest;
  private long frames;

  /**
   * @param length how long the whole is; without it there is no share
   * @param rate frames per second of what is written; {@code null} where unknown
   */
  public EncodeProgress(@Nullable Duration length, @Nullable Rational rate) {
    this.length = length;
    this.rate = rate;
  }

  /** Takes in one block of ffmpeg's {@code -progress} output. */
  Progress next(net.bramp.ffmpeg.progress.Progress line) {
    frames = Math.max(frames, line.frame);
    furthest = Math.max(furthest, Math.max(line.out_time_ns / 1e9, secondsOfFrames()));
    double speed = furthest / ((System.nanoTime() - start) / 1e9);
    if (length == null || length.isZero() || speed <= 0) {
      return new Progress(0, speed > 0 ? speed : null, null);
    }
    double total = length.toMillis() / 1e3;
    return new Progress(100 * furthest / total, speed, Math.max(0, (total - furthest) / speed));
  }

  private double secondsOfFrames() {
    return rate == null ? 0 : frames / rate.value();
  }

  /** Pictures written so far. */
  public long frames() {
    return frames;
  }
}
