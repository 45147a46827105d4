package io.reelway.encode;

import io.reelway.ffmpeg.EncodeProgress;
import io.reelway.ffmpeg.Ffmpeg;
import io.reelway.ffmpeg.ToolResult;
import io.reelway.ffmpeg.ToolRun;
import io.reelway.job.Progress;
import io.reelway.plan.QualityTarget;
import io.reelway.strategy.QualityArguments;
import io.reelway.strategy.VideoStrategy;
import io.reelway.strategy.VideoTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Encodes samples of a video with several settings, and measures them. */
final class VideoQuality {
  private static final Logger LOG = LoggerFactory.getLogger(VideoQuality.class);

  /** The maximum number of settings. */
  private static final int ROUNDS = 3;

  /** A setting whose samples are as near as this, in decibels, needs no further one. */
  private static final double NEAR = 0.5;

  private final Ffmpeg ffmpeg;
  private final QualityMeter meter;

  VideoQuality(Ffmpeg ffmpeg) {
    this.ffmpeg = ffmpeg;
    this.meter = new QualityMeter(ffmpeg);
  }

  /** Measures the output of a video. */
  OptionalDouble score(
      ToolRun run,
      VideoTask video,
      VideoStrategy strategy,
      QualityTarget target,
      Consumer<Progress> progress)
      throws IOException, InterruptedException {
    return meter.measure(run, video, strategy, target.metric(), progress);
  }

  /**
   * Adds the qualities of samples to a curve. A video of which no samples can be taken adds none.
   *
   * @param video the encode of the whole
   */
  void sample(
      ToolRun run,
      VideoTask video,
      VideoStrategy strategy,
      QualityTarget target,
      QualitySetting setting,
      QualityCurve curve,
      Consumer<Progress> progress)
      throws IOException, InterruptedException {
    Path samples = run.directory().resolve("samples");
    Path output = run.directory().resolve("sample-output");
    QualitySamples parts = QualitySamples.of(video);
    QualityArguments arguments = new QualityArguments(video, strategy);
    if (!complete(run, arguments.takeSamples(parts.starts(), parts.length(), samples))) {
      return;
    }
    VideoTask encode = arguments.ofSamples(samples, parts.all(), output);
    double value = curve.valueOf(target.aim());
    for (int round = 1; round <= ROUNDS; round++) {
      progress.accept(Progress.of(100.0 * round / (ROUNDS + 1)));
      VideoTask trial = encode.with(setting.with(encode.attempt(), value));
      OptionalDouble score =
          complete(run, strategy.command(trial))
              ? meter.measure(run, trial, strategy, target.metric(), report -> {})
              : OptionalDouble.empty();
      if (score.isEmpty()) {
        break;
      }
      LOG.debug("Sampled, parts={}, setting={}, score={}", parts, value, score.getAsDouble());
      curve.add(value, score.getAsDouble());
      double next = curve.valueOf(target.aim());
      if (round > 1 && (curve.has(next) || isNear(target, score.getAsDouble()))) {
        break;
      }
      value = round == 1 ? setting.apart(value, next) : next;
    }
    Files.deleteIfExists(samples);
    Files.deleteIfExists(output);
    Files.deleteIfExists(encode.samples().file());
  }

  private static boolean isNear(QualityTarget target, double score) {
    double distance =
        QualityCurve.decibels(target.metric(), score)
            - QualityCurve.decibels(target.metric(), target.aim());
    return Math.abs(distance) < NEAR;
  }

  /** Whether ffmpeg has written frames. */
  private boolean complete(ToolRun run, List<String> words)
      throws IOException, InterruptedException {
    EncodeProgress done = new EncodeProgress(null, null);
    ToolResult result = run.complete(ffmpeg.command(words), done, report -> {});
    if (result.exitCode() != 0) {
      LOG.info("No samples, exit={}, errors={}", result.exitCode(), result.errors());
    }
    return result.exitCode() == 0 && done.frames() > 0;
  }
}
