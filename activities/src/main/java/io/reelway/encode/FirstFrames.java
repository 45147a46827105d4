package io.reelway.encode;

import io.reelway.cut.SourceFrames;
import io.reelway.ffmpeg.Ffmpeg;
import io.reelway.ffmpeg.ToolRun;
import io.reelway.media.Probe;
import io.reelway.media.Rational;
import io.reelway.plan.Excerpt;
import io.reelway.source.InputGuard;
import io.reelway.strategy.VideoTask;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Finds the frame with which a part of a video begins. It is the one that is shown at its start,
 * and may have begun long before.
 */
final class FirstFrames {
  /** Of a video without times of frames, the frames within its usual distance are decoded. */
  private static final double ROUNDING = 0.0002;

  private final Ffmpeg ffmpeg;
  private final InputGuard guard;

  FirstFrames(Ffmpeg ffmpeg, InputGuard guard) {
    this.ffmpeg = ffmpeg;
    this.guard = guard;
  }

  /** The task with the time of its first frame, if it does not begin with its source. */
  VideoTask of(ToolRun run, VideoTask task) throws IOException, InterruptedException {
    Excerpt excerpt = task.attempt().excerpt();
    return excerpt == null || excerpt.start() == null || excerpt.start() == 0
        ? task
        : task.beginningWith(at(run, task.probe(), task.source(), excerpt.start()));
  }

  /**
   * When the frame begins that is shown at a time, in seconds; that time if the picture begins
   * later.
   */
  double at(ToolRun run, Probe probe, Path source, double time)
      throws IOException, InterruptedException {
    Optional<SourceFrames> frames =
        VideoTask.hasIndex(probe)
            ? SourceFrames.near(ffmpeg, run, guard, probe, source, time)
            : SourceFrames.read(ffmpeg, run, guard, probe, source);
    if (frames.isPresent()) {
      return frames.get().shownAt(time).orElse(time);
    }
    Rational rate = probe.pictureTrack().frameRate();
    return rate == null || rate.numerator() == 0
        ? time
        : Math.max(0, time - 1 / rate.value() + ROUNDING);
  }
}
