package io.reelway.api.about;

import io.reelway.api.ReelwaySettings.Limits;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * The limits in force, for clients that want to refuse a file before they send it.
 *
 * @param maxInputBytes size of the largest file that is accepted
 * @param maxInputMegabytes the same in MiB, two decimals at most
 * @param maxPixels pixels of one picture
 * @param maxStreams tracks in one file
 * @param maxDurationSec length of a video
 * @param maxImageEncodeSec how long an image may be encoded
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
