package io.reelway.encode;

import io.reelway.encode.Encoder.Encoding;
import io.reelway.failure.StageException;
import io.reelway.ffmpeg.Ffmpeg;
import io.reelway.job.ErrorCode;
import io.reelway.source.Container;
import io.reelway.source.InputGuard;
import io.reelway.strategy.AudioStrategy;
import io.reelway.strategy.AudioTask;
import io.reelway.strategy.Samples;
import io.reelway.strategy.SoundReference;
import java.io.IOException;

/** Runs ffmpeg for an output that is sound alone. */
record SoundEncoder(Ffmpeg ffmpeg, InputGuard guard) {

  /**
   * Encodes as {@link Encoder#encode} does.
   *
   * @throws StageException also with {@code INVALID_INPUT} when the sound of a source without a
   *     length ends before the requested start
   */
  Encoding encode(EncodeTask task, AudioStrategy strategy)
      throws IOException, InterruptedException {
    AudioTask audio =
        new AudioTask(
            task.probe(),
            task.attempt(),
            guard.options(Container.of(task.probe())),
            task.source(),
            task.output(),
            new SoundReference(task.run().directory().resolve(Samples.NAME)));
    EncoderRun ran = EncoderRun.of(ffmpeg, task, strategy.command(audio));
    ran.refuseFailure();
    if (task.attempt().trims() && ran.seconds() == 0) {
      throw new StageException(ErrorCode.INVALID_INPUT, AudioTask.ENDS_BEFORE_START);
    }
    return ran.encoding(SourceDamage.ofSound(ran.result()), audio.reference());
  }
}
