package io.reelway.api.about;

import io.reelway.api.ReelwaySettings.Limits;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * The limits of this server, so that clients can check a file before they send it.
 *
 * @param maxInputBytes size of the largest file that is accepted
 * @param maxInputMegabytes the same in MiB, two decimals at most
 * @param maxPixels maximum number of pixels of one frame
 * @param maxStreams maximum number of tracks in one file
 * @param maxDurationSec maximum length of a video
 * @param maxImageEncodeSec time limit for encoding an image
 */
record LimitsBody(
    long maxInputBytes,
    BigDecimal maxInputMegabytes,
    long maxPixels,
    int maxStreams,
    long maxDurationSec,
    long maxImageEncodeSec) {
  private static final BigDecimal MEBIBYTE = BigDecimal.valueOf(1024 * 1024);

  /** The limits of these settings. */
  static LimitsBody of(Limits limits) {
    return new LimitsBody(
        limits.input().bytes(),
        mebibytes(limits.input().bytes()),
        limits.probe().pixels(),
        limits.probe().streams(),
        limits.probe().duration().toSeconds(),
        limits.encode().image().toSeconds());
  }

  private static BigDecimal mebibytes(long bytes) {
    BigDecimal exact =
        BigDecimal.valueOf(bytes).divide(MEBIBYTE, 2, RoundingMode.HALF_UP).stripTrailingZeros();
    return exact.scale() < 0 ? exact.setScale(0) : exact;
  }
}
