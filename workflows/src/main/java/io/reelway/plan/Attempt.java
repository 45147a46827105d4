package io.reelway.plan;

import io.reelway.media.Rational;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One way to make a rendition: a strategy with every number the encoder needs, and the expected
 * output.
 *
 * @param strategy container and codecs
 * @param mediaType media type of the output
 * @param width width in pixels, never above the source's
 * @param height height in pixels, in the aspect ratio of the source
 * @param imageQuality quality of a still image, 1 to 100
 * @param videoCrf constant rate factor of a video
 * @param videoBitrateKbps maximum video bit rate in kbit/s
 * @param audioBitrateKbps audio bit rate in kbit/s
 * @param frameRateCap frames per second above which frames are dropped; {@code null}: keep all
 * @param timeLimit wall time after which the encoder is stopped; verifying what it made may take as
 *     long again, since decoding takes less than encoding
 * @param workload which workers may take it
 * @param expectation what the output must be
 */
public record Attempt(
    StrategyId strategy,
    MediaType mediaType,
    int width,
    int height,
    int imageQuality,
    int videoCrf,
    int videoBitrateKbps,
    int audioBitrateKbps,
    @Nullable Rational frameRateCap,
    Duration timeLimit,
    Workload workload,
    Expectation expectation) {
  public Attempt {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException("An attempt has a size, not " + width + "x" + height);
    }
  }

  /** A copy with another strategy. */
  public Attempt with(StrategyId other, MediaType type) {
    return new Attempt(
        other,
        type,
        width,
        height,
        imageQuality,
        videoCrf,
        videoBitrateKbps,
        audioBitrateKbps,
        frameRateCap,
        timeLimit,
        workload,
        expectation);
  }

  /** A copy with another expectation. */
  public Attempt expecting(Expectation other) {
    return new Attempt(
        strategy,
        mediaType,
        width,
        height,
        imageQuality,
        videoCrf,
        videoBitrateKbps,
        audioBitrateKbps,
        frameRateCap,
        timeLimit,
        workload,
        other);
  }
}
