package io.reelway.encode;

import io.reelway.encode.Encoder.Encoding;
import io.reelway.failure.StageException;
import io.reelway.ffmpeg.EncodeProgress;
import io.reelway.ffmpeg.Ffmpeg;
import io.reelway.ffmpeg.ToolResult;
import io.reelway.ffmpeg.ToolRun;
import io.reelway.job.ErrorCode;
import io.reelway.job.Progress;
import io.reelway.media.PictureTrack;
import io.reelway.media.Probe;
import io.reelway.media.Rational;
import io.reelway.plan.Attempt;
import io.reelway.strategy.Comparison;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A finished run of ffmpeg on a source that is intact enough.
 *
 * @param frames the number of frames in the output
 * @param seconds the length of the output
 */
record EncoderRun(Attempt attempt, ToolResult result, long frames, double seconds) {
  private static final Logger LOG = LoggerFactory.getLogger(EncoderRun.class);

  private static final int SOUND_PACKETS_PER_SECOND = 45;

  /** Runs ffmpeg to its end, with the progress of a whole output. */
  static EncoderRun of(Ffmpeg ffmpeg, EncodeTask task, List<String> words)
      throws IOException, InterruptedException {
    Attempt attempt = task.attempt();
    EncodeProgress done =
        new EncodeProgress(attempt.expectation().duration(), frameRate(task.probe(), attempt));
    return of(ffmpeg, task.run(), task.probe(), attempt, words, done, task.progress());
  }

  /** The frame rate of the output; {@code null} if unknown. */
  private static @Nullable Rational frameRate(Probe probe, Attempt attempt) {
    Rational cap = attempt.settings().frameRateCap();
    return cap != null || attempt.expectation().picture() == null
        ? cap
        : probe.findPicture().map(PictureTrack::frameRate).orElse(null);
  }

  /**
   * Runs ffmpeg to its end. What earlier programs of the run said about the source, e.g. the first
   * of two passes, it says again, so only its own messages count.
   *
   * @throws StageException when the source is too damaged, or needs too much memory
   * @throws IOException when the scratch disk is full
   */
  static EncoderRun of(
      Ffmpeg ffmpeg,
      ToolRun run,
      Probe probe,
      Attempt attempt,
      List<String> words,
      EncodeProgress done,
      Consumer<Progress> progress)
      throws IOException, InterruptedException {
    run.forgetErrors();
    ToolResult result = run.complete(ffmpeg.command(words), done, progress);
    if (!result.errors().isEmpty()) {
      LOG.info("ffmpeg reported errors, exit={}, errors={}", result.exitCode(), result.errors());
    }
    if (result.ranOutOfSpace()) {
      throw new IOException("The scratch disk of this worker is full");
    }
    boolean sound = attempt.expectation().picture() == null;
    SourceDamage.refuseBroken(probe, result, sound ? piecesOfSound(done) : done.frames());
    return new EncoderRun(attempt, result, done.frames(), done.seconds());
  }

  /** The number of packets of sound that were decoded, by their usual length. */
  private static long piecesOfSound(EncodeProgress done) {
    return (long) (done.seconds() * SOUND_PACKETS_PER_SECOND);
  }

  void refuseFailure() {
    if (result.exitCode() != 0) {
      throw new StageException(ErrorCode.ENCODE_FAILED, ErrorCode.ENCODE_FAILED.sentence());
    }
  }

  Encoding encoding(List<String> warnings, Comparison comparison) {
    return new Encoding(attempt, warnings, frames, comparison);
  }
}
