package io.reelway.encode;

import io.reelway.encode.Encoder.Encoding;
import io.reelway.ffmpeg.ToolRun;
import io.reelway.job.Progress;
import io.reelway.plan.Attempt;
import io.reelway.plan.QualityTarget;
import io.reelway.strategy.Score;
import io.reelway.strategy.Strategy;
import io.reelway.strategy.VideoStrategy;
import java.io.IOException;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/**
 * The encodes of an output with a target for its quality, each in a run of its own.
 *
 * @param sized makes the output within its maximum of bytes
 * @param once makes the output once
 */
record TargetedWork(
    Encoder encoder,
    VideoEncoder videos,
    EncodeTask task,
    Strategy strategy,
    QualityTarget target,
    QualitySetting setting,
    Make sized,
    Make once)
    implements QualityEncode.Work {

  @Override
  public void sample(QualityCurve curve, Consumer<Progress> progress)
      throws IOException, InterruptedException {
    if (strategy instanceof VideoStrategy video) {
      try (ToolRun own = run(task.attempt())) {
        videos.sample(task.with(own, task.attempt(), progress), video, target, setting, curve);
      }
    }
  }

  @Override
  public Encoding first(Attempt attempt, Consumer<Progress> progress)
      throws IOException, InterruptedException {
    return make(sized, attempt, progress);
  }

  @Override
  public Encoding again(Attempt attempt, Consumer<Progress> progress)
      throws IOException, InterruptedException {
    return make(once, attempt, progress);
  }

  private Encoding make(Make way, Attempt attempt, Consumer<Progress> progress)
      throws IOException, InterruptedException {
    try (ToolRun own = run(attempt)) {
      return way.encode(task.with(own, attempt, progress));
    }
  }

  @Override
  public OptionalDouble score(Encoding encoding, Consumer<Progress> progress)
      throws IOException, InterruptedException {
    if (encoding.comparison() instanceof Score score) {
      return score.read(target.metric());
    }
    if (!(strategy instanceof VideoStrategy video)) {
      return OptionalDouble.empty();
    }
    try (ToolRun own = run(encoding.attempt())) {
      return videos.score(task.with(own, encoding.attempt(), progress), video, target);
    }
  }

  private ToolRun run(Attempt attempt) {
    return encoder.newRun(task.run().directory(), attempt);
  }

  /** One way to make an output. */
  @FunctionalInterface
  interface Make {
    Encoding encode(EncodeTask task) throws IOException, InterruptedException;
  }
}
