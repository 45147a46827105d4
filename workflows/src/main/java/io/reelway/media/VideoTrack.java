package io.reelway.media;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A video track.
 *
 * @param index its stream number in the container, from 0
 * @param codec ffmpeg's name of its codec
 * @param picture the picture
 * @param frameRate average frames per second; {@code null} where unknown
 * @param interlaced whether the file says that a frame is two fields, half a frame apart in time
 * @param end when its picture ends, from its start; {@code null} if unknown
 * @param varies whether frames may follow each other faster than the average; {@code null} if not
 *     measured
 */
public record VideoTrack(
    int index,
    String codec,
    Picture picture,
    @Nullable Rational frameRate,
    boolean interlaced,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Duration end,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean varies)
    implements PictureTrack {
  /** A track whose end is unknown. */
  public VideoTrack(
      int index, String codec, Picture picture, @Nullable Rational frameRate, boolean interlaced) {
    this(index, codec, picture, frameRate, interlaced, null, null);
  }

  /** Whether no two frames are known to be nearer to each other than this rate allows. */
  public boolean isWithin(double rate) {
    return frameRate != null && frameRate.value() <= rate && !Boolean.TRUE.equals(varies);
  }
}
