package io.reelway.encode;

import io.reelway.encode.Encoder.Encoding;
import io.reelway.ffmpeg.EncodeProgress;
import io.reelway.ffmpeg.Ffmpeg;
import io.reelway.ffmpeg.ToolRun;
import io.reelway.job.Progress;
import io.reelway.media.Probe;
import io.reelway.plan.Attempt;
import io.reelway.source.Container;
import io.reelway.source.InputGuard;
import io.reelway.strategy.AudioStrategy;
import io.reelway.strategy.AudioTask;
import io.reelway.strategy.Samples;
import io.reelway.strategy.SoundReference;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Runs ffmpeg for an output that is sound alone. */
record SoundEncoder(Ffmpeg ffmpeg, InputGuard guard) {

  /** Encodes as {@link Encoder#encode} does. */
  Encoding encode(
      ToolRun run,
      AudioStrategy strategy,
      Probe probe,
      Attempt attempt,
      Path source,
      Path output,
      Consumer<Progress> progress)
      throws IOException, InterruptedException {
    AudioTask task =
        new AudioTask(
            probe,
            attempt,
            guard.options(Container.of(probe)),
            source,
            output,
            new SoundReference(output.resolveSibling(Samples.NAME)));
    EncodeProgress done = new EncodeProgress(attempt.expectation().duration(), null);
    EncoderRun ran =
        EncoderRun.of(ffmpeg, run, probe, attempt, strategy.command(task), done, progress);
    ran.refuseFailure();
    return ran.encoding(SourceDamage.ofSound(ran.result()), task.reference());
  }
}
