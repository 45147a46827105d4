package io.reelway.ffmpeg;

import io.reelway.job.Progress;
import io.reelway.media.Rational;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Converts ffmpeg's progress reports into the progress of the whole encode, which never falls.
 *
 * <p>The number of frames written is the better measure. ffmpeg reports the time of the output that
 * is furthest behind, and the samples for the comparison are seconds apart.
 */
public final class EncodeProgress {
  private final long start = System.nanoTime();
  private final @Nullable Duration length;
  private final @Nullable Rational rate;
  private double furthest;
  private long frames;

  /**
   * @param length length of the whole output; {@code null} for no percentage
   * @param rate frames per second of the output; {@code null} if unknown
   */
  public EncodeProgress(@Nullable Duration length, @Nullable Rational rate) {
    this.length = length;
    this.rate = rate;
  }

  /** Converts one block of ffmpeg's {@code -progress} output. */
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

  /** Frames written so far. */
  public long frames() {
    return frames;
  }
}
