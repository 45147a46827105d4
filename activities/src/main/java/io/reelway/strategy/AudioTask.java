package io.reelway.strategy;

import io.reelway.media.AudioTrack;
import io.reelway.media.Probe;
import io.reelway.plan.Attempt;
import io.reelway.plan.EncoderSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * One encode of sound alone.
 *
 * @param probe the measured facts of the source, which has sound
 * @param attempt the planned output
 * @param opening the options that restrict how ffmpeg opens the source
 * @param source the source file
 * @param output the file to write
 * @param reference what is stored for the verification
 */
public record AudioTask(
    Probe probe,
    Attempt attempt,
    List<String> opening,
    Path source,
    Path output,
    SoundReference reference) {
  /** The sentence about a start without sound. */
  public static final String ENDS_BEFORE_START =
      "The sound of the source ends before the requested start.";

  public AudioTask {
    opening = List.copyOf(opening);
  }

  /**
   * The track to encode.
   *
   * @throws NullPointerException for a source without sound
   */
  AudioTrack track() {
    return Objects.requireNonNull(probe.audio(), "a track of sound");
  }

  /** The settings of the encoder. */
  EncoderSettings.Audio settings() {
    return Objects.requireNonNull(attempt.settings().audio(), "settings of sound");
  }
}
