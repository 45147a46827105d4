package io.reelway.encode;

import io.reelway.encode.Encoder.Encoding;
import io.reelway.ffmpeg.Ffmpeg;
import io.reelway.source.Container;
import io.reelway.source.InputGuard;
import io.reelway.strategy.AudioStrategy;
import io.reelway.strategy.AudioTask;
import io.reelway.strategy.Samples;
import io.reelway.strategy.SoundReference;
import java.io.IOException;

/** Runs ffmpeg for an output that is sound alone. */
record SoundEncoder(Ffmpeg ffmpeg, InputGuard guard) {

  /** Encodes as {@link Encoder#encode} does. */
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
    return ran.encoding(SourceDamage.ofSound(ran.result()), audio.reference());
  }
}
