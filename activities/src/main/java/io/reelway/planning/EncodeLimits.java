package io.reelway.planning;

import io.reelway.media.MediaKind;
import io.reelway.media.Probe;
import java.time.Duration;

/**
 * The maximum run time of an encoder.
 *
 * @param image wall time of an image
 * @param videoFactor wall time of a video, as a multiple of its length
 * @param videoMinimum minimum of the limit for a video
 * @param videoUnknown wall time of a video whose headers do not tell its length
 */
public record EncodeLimits(
    Duration image, int videoFactor, Duration videoMinimum, Duration videoUnknown) {
  public EncodeLimits {
    if (!image.isPositive() || !videoMinimum.isPositive() || !videoUnknown.isPositive()) {
      throw new IllegalArgumentException(
          "A duration of reelway.limits.encode is not above zero; write for example 60s or 10m");
    }
    if (videoFactor < 1) {
      throw new IllegalArgumentException(
          "reelway.limits.encode.video-factor is "
              + videoFactor
              + "; write a multiple of the video's length, e.g. 20");
    }
  }

  /** The maximum wall time of an encoder for this source. */
  Duration of(Probe probe) {
    if (probe.kind() == MediaKind.IMAGE) {
      return image;
    }
    Duration length = probe.duration();
    if (length == null) {
      return videoUnknown;
    }
    Duration scaled = length.multipliedBy(videoFactor);
    return scaled.compareTo(videoMinimum) > 0 ? scaled : videoMinimum;
  }
}
