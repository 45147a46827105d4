package io.reelway.strategy;

import io.reelway.media.Rational;
import java.util.List;

/** The arguments of SVT-AV1. The values were measured: decision 0107. */
final class SvtAv1 {
  static final String ENCODER = "libsvtav1";

  private static final int BEST_CRF = 1;
  private static final int WORST_CRF = 63;

  /** How much higher its constant rate factor is than that of VP9 for the same picture. */
  private static final int ABOVE_VP9 = 4;

  private SvtAv1() {}

  /**
   * Options of the encoder. With a maximum bit rate, only one level of parallelism gives the same
   * bytes in each run. A second try must give the same bytes, because outputs are named by their
   * content. 10 bits take less space for the same picture, and every decoder of AV1 reads them.
   */
  static List<String> options(VideoTask task) {
    Rational rate = task.frameRate();
    return List.of(
        "-preset",
        "8",
        "-g",
        "240",
        "-pix_fmt",
        "yuv420p10le",
        "-svtav1-params",
        "lp=1:fps-num=" + rate.numerator() + ":fps-denom=" + rate.denominator());
  }

  /**
   * Options that set the quality.
   *
   * @param crf constant rate factor of VP9
   * @param kbps cap of the bit rate in kbit/s
   */
  static List<String> quality(int crf, int kbps) {
    return List.of(
        "-crf",
        Integer.toString(Math.clamp(crf + ABOVE_VP9, BEST_CRF, WORST_CRF)),
        "-maxrate",
        kbps + "k",
        "-bufsize",
        2 * kbps + "k");
  }

  /**
   * Options that set a mean bit rate.
   *
   * @param kbps the bit rate in kbit/s
   */
  static List<String> rate(int kbps) {
    return List.of("-b:v", kbps + "k");
  }
}
