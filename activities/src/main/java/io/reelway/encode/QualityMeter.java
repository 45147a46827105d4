package io.reelway.encode;

import io.reelway.ffmpeg.EncodeProgress;
import io.reelway.ffmpeg.Ffmpeg;
import io.reelway.ffmpeg.ToolResult;
import io.reelway.ffmpeg.ToolRun;
import io.reelway.job.Progress;
import io.reelway.plan.QualityMetric;
import io.reelway.source.Container;
import io.reelway.strategy.QualityArguments;
import io.reelway.strategy.QualityFilters;
import io.reelway.strategy.VideoStrategy;
import io.reelway.strategy.VideoTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures the quality of a whole video: every frame of the file, and what its encoder received.
 */
final class QualityMeter {
  private static final Logger LOG = LoggerFactory.getLogger(QualityMeter.class);
  private static final String REPORT = "quality";

  private final Ffmpeg ffmpeg;

  QualityMeter(Ffmpeg ffmpeg) {
    this.ffmpeg = ffmpeg;
  }

  /**
   * Measures the output of an encode.
   *
   * @return the score; empty if this ffmpeg cannot measure it
   */
  OptionalDouble measure(
      ToolRun run,
      VideoTask task,
      VideoStrategy strategy,
      QualityMetric metric,
      Consumer<Progress> progress)
      throws IOException, InterruptedException {
    Path report = run.directory().resolve(REPORT);
    Files.deleteIfExists(report);
    String demuxer = Container.of(task.attempt().mediaType(), false).demuxer();
    ToolResult result =
        run.complete(
            ffmpeg.command(
                new QualityArguments(task, strategy)
                    .compare(metric, task.output(), demuxer, REPORT)),
            new EncodeProgress(task.attempt().expectation().duration(), task.frameRate()),
            progress);
    OptionalDouble score = QualityFilters.read(metric, report);
    Files.deleteIfExists(report);
    if (score.isEmpty()) {
      LOG.warn(
          "The quality could not be measured, exit={}, errors={}",
          result.exitCode(),
          result.errors());
    }
    return score;
  }
}
