package io.reelway.media;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An audio track of a source.
 *
 * @param index its stream number in the container, from 0
 * @param codec ffmpeg's name of its codec
 * @param channels number of channels, from 1
 * @param sampleRate samples per second
 * @param bitRate bits per second; {@code null} where no header says it
 * @param end when it ends, from the start of the source; {@code null} where no header says it
 */
public record AudioTrack(
    int index,
    String codec,
    int channels,
    int sampleRate,
    @Nullable Long bitRate,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Duration end)
    implements Track {
  /** A track whose end is unknown. */
  public AudioTrack(int index, String codec, int channels, int sampleRate, @Nullable Long bitRate) {
    this(index, codec, channels, sampleRate, bitRate, null);
  }
}
