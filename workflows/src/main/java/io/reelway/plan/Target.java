package io.reelway.plan;

import io.reelway.media.Rational;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One way to make a rendition: a strategy with every number the encoder needs.
 *
 * @param strategy container and codecs
 * @param fileType what comes out
 * @param width width in pixels, never above the source's
 * @param height height in pixels, in the source's shape
 * @param imageQuality quality of a still image, 1 to 100
 * @param videoCrf constant rate factor of a video
 * @param videoBitrateKbps cap of the video bit rate in kbit/s
 * @param audioBitrateKbps audio bit rate in kbit/s
 * @param frameRateCap frames per second above which frames are dropped; {@code null}: keep all
 * @param timeLimit wall time after which the encoder is stopped for good; verifying what it made
 *     may take as long again, since decoding takes less than encoding
 * @param workload which workers may take it
 * @param mayGrow whether an output counts that is not smaller than the source: the last resort for
 *     sources that browsers cannot show
 */
public record Target(
    Strategy strategy,
    FileType fileType,
    int width,
    int height,
    int imageQuality,
    int videoCrf,
    int videoBitrateKbps,
    int audioBitrateKbps,
    @Nullable Rational frameRateCap,
    Duration timeLimit,
    Workload workload,
    boolean mayGrow) {
  public Target {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException("A target has a size, not " + width + "x" + height);
    }
  }

  /**
   * Whether an output of that size is worth having: smaller than the source, or the original and no
   * larger, or the last resort.
   *
   * @param output bytes
   * @param source bytes
   */
  public boolean accepts(long output, long source) {
    return mayGrow || (strategy == Strategy.ORIGINAL ? output <= source : output < source);
  }
}
