package io.reelway.ffmpeg;

import io.reelway.job.Progress;
import io.reelway.media.Rational;
import io.reelway.plan.Segment;
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
  private final double begin;
  private double furthest;
  private long frames;

  /**
   * @param length length of the whole output; {@code null} for no percentage
   * @param rate frames per second of the output; {@code null} if unknown
   */
  public EncodeProgress(@Nullable Duration length, @Nullable Rational rate) {
    this(length, rate, 0);
  }

  private EncodeProgress(@Nullable Duration length, @Nullable Rational rate, double begin) {
    this.length = length;
    this.rate = rate;
    this.begin = begin;
  }

  /** The progress of a segment, whose times continue those of the segment before it. */
  public static EncodeProgress of(Segment segment) {
    long millis = Math.max(1, Math.round(segment.length() * 1e3));
    return new EncodeProgress(
        Duration.ofMillis(millis), new Rational(segment.frames() * 1000, millis), segment.start());
  }

  /** Converts one block of ffmpeg's {@code -progress} output. */
  Progress next(net.bramp.ffmpeg.progress.Progress line) {
    frames = Math.max(frames, line.frame);
    furthest = Math.max(furthest, Math.max(line.out_time_ns / 1e9 - begin, secondsOfFrames()));
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

  /** Seconds of output written so far. */
  public double seconds() {
    return furthest;
  }

  /** Frames written so far. */
  public long frames() {
    return frames;
  }
}
