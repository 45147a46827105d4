package io.reelway.strategy;

import io.reelway.media.Probe;
import io.reelway.plan.Attempt;
import io.reelway.plan.EncoderSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * One encode of a video.
 *
 * @param probe the measured facts of the source
 * @param attempt the planned output
 * @param opening the options that restrict how ffmpeg opens the source
 * @param source the source file
 * @param sourceBytes the size of the source in bytes
 * @param output the file to write
 * @param samples the frames to store for the comparison
 * @param threads the maximum number of threads of one encoder, at least 1
 */
public record VideoTask(
    Probe probe,
    Attempt attempt,
    List<String> opening,
    Path source,
    long sourceBytes,
    Path output,
    Samples samples,
    int threads) {
  public VideoTask {
    opening = List.copyOf(opening);
  }

  /**
   * The settings of the picture's encoder.
   *
   * @throws NullPointerException for a copy
   */
  EncoderSettings.Video settings() {
    return Objects.requireNonNull(attempt.settings().video(), "settings of a video");
  }

  /** The constant rate factor of the picture's encoder; lower is better. */
  public int crf() {
    return settings().crf();
  }
}
