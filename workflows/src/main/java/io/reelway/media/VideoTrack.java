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
 * @param begin how long after the start of the source its picture begins; {@code null} if at once
 * @param end when its picture ends, from the start of the source; {@code null} if unknown
 * @param peakRate the most frames per second that the times of frames allow, where it differs from
 *     the average; {@code null} if not measured
 */
public record VideoTrack(
    int index,
    String codec,
    Picture picture,
    @Nullable Rational frameRate,
    boolean interlaced,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Duration begin,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Duration end,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Rational peakRate)
    implements PictureTrack {
  private static final double NEAR = 0.95;

  /** A track whose end is unknown. */
  public VideoTrack(
      int index, String codec, Picture picture, @Nullable Rational frameRate, boolean interlaced) {
    this(index, codec, picture, frameRate, interlaced, null, null, null);
  }

  /**
   * Whether frames do not follow each other faster than at this rate. Cameras are uneven, so a
   * video whose average is near the rate, but not above it, counts too.
   */
  public boolean isWithin(double rate) {
    Rational peak = peakRate == null ? frameRate : peakRate;
    return (peak != null && peak.value() <= rate)
        || (frameRate != null && frameRate.value() <= rate && frameRate.value() >= NEAR * rate);
  }
}
