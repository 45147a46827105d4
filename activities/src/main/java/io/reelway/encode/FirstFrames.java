package io.reelway.encode;

import io.reelway.cut.SourceFrames;
import io.reelway.failure.StageException;
import io.reelway.ffmpeg.Ffmpeg;
import io.reelway.ffmpeg.ToolRun;
import io.reelway.job.ErrorCode;
import io.reelway.media.Probe;
import io.reelway.media.Rational;
import io.reelway.plan.Excerpt;
import io.reelway.source.InputGuard;
import io.reelway.strategy.FirstFrame;
import io.reelway.strategy.VideoTask;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Finds the frame with which a part of a video begins. It is the one that is shown at its start,
 * and may have begun long before.
 */
final class FirstFrames {
  /** Of a video without times of frames, the frames within its usual distance are decoded. */
  private static final double ROUNDING = 0.0002;

  /** Longer than the rounding of times, shorter than a frame; in seconds. */
  private static final double BEFORE_KEY = 0.001;

  private final Ffmpeg ffmpeg;
  private final InputGuard guard;

  FirstFrames(Ffmpeg ffmpeg, InputGuard guard) {
    this.ffmpeg = ffmpeg;
    this.guard = guard;
  }

  /**
   * The task with its first frame, if it does not begin with its source. For an excerpt of a source
   * without a length, its packets are read.
   *
   * @throws StageException with {@code INVALID_INPUT} when they end before the excerpt begins
   */
  VideoTask of(ToolRun run, VideoTask task) throws IOException, InterruptedException {
    Excerpt excerpt = task.attempt().excerpt();
    if (excerpt == null) {
      return task;
    }
    VideoTask known = excerpt.trims() ? measured(run, task) : task;
    return excerpt.start() == null || excerpt.start() == 0
        ? known
        : known.beginningWith(at(run, known, excerpt.start()));
  }

  /**
   * The task whose source has a length, if its headers or its packets tell one.
   *
   * @throws StageException with {@code INVALID_INPUT} when the packets end before the start
   */
  VideoTask measured(ToolRun run, VideoTask task) throws IOException, InterruptedException {
    if (task.probe().silentLength() != null) {
      return task;
    }
    Optional<Duration> length = length(run, task);
    if (length.isPresent() && task.start() > 0 && task.start() * 1000 >= length.get().toMillis()) {
      throw new StageException(
          ErrorCode.INVALID_INPUT,
          "The picture lasts only %s s, and the requested start is not before its end."
              .formatted(
                  BigDecimal.valueOf(length.get().toMillis(), 3)
                      .stripTrailingZeros()
                      .toPlainString()));
    }
    return length.map(task::lasting).orElse(task);
  }

  /**
   * The frame that is shown at a time of the source; without one, the time itself.
   *
   * @param task the encode that begins with it
   */
  FirstFrame at(ToolRun run, VideoTask task, double time) throws IOException, InterruptedException {
    if (VideoTask.hasIndex(task.probe())) {
      return search(run, task, time);
    }
    Optional<SourceFrames> frames =
        SourceFrames.read(ffmpeg, run, guard, task.probe(), task.source());
    return frames.isPresent() ? among(frames.get(), task, time) : withoutTimes(task.probe(), time);
  }

  /** How long the picture lasts, by its packets; empty if they are damaged or have no times. */
  Optional<Duration> length(ToolRun run, VideoTask task) throws IOException, InterruptedException {
    try {
      return SourceFrames.read(ffmpeg, run, guard, task.probe(), task.source())
          .map(frames -> Duration.ofMillis(Math.round(1000 * Math.max(0, frames.end()))));
    } catch (Ffmpeg.RefusedException | ArithmeticException damaged) {
      // ArithmeticException: times of millions of years.
      return Optional.empty();
    }
  }

  private static FirstFrame among(SourceFrames frames, VideoTask task, double time) {
    boolean audible = task.attempt().settings().audio() != null;
    return new FirstFrame(frames.shownAt(time).orElse(time), 0, audible ? 0 : frames.delay());
  }

  /** Reads from ever earlier key frames on, until the frame is found. */
  private FirstFrame search(ToolRun run, VideoTask task, double time)
      throws IOException, InterruptedException {
    Probe probe = task.probe();
    double from = time;
    double decoding = Double.POSITIVE_INFINITY;
    while (true) {
      Optional<SourceFrames> near =
          SourceFrames.near(ffmpeg, run, guard, probe, task.source(), from, time);
      if (near.isEmpty()) {
        return withoutTimes(probe, time);
      }
      SourceFrames frames = near.get();
      OptionalDouble shown = frames.shownAt(time);
      if (shown.isPresent()) {
        double begin = Math.max(0, shown.getAsDouble());
        return new FirstFrame(begin, Math.min(from, begin), 0);
      }
      if (from == 0) {
        return FirstFrame.at(time);
      }
      // The same key frame again: the index has no earlier one.
      from = frames.decoding() < decoding ? earlier(Math.min(from, frames.decoding())) : 0;
      decoding = frames.decoding();
    }
  }

  /** Before a key frame, so that the one before it is found. */
  private static double earlier(double decoding) {
    return Math.max(0, decoding - BEFORE_KEY);
  }

  private static FirstFrame withoutTimes(Probe probe, double time) {
    Rational rate = probe.pictureTrack().frameRate();
    return FirstFrame.at(
        rate == null || rate.numerator() == 0
            ? time
            : Math.max(0, time - 1 / rate.value() + ROUNDING));
  }
}
