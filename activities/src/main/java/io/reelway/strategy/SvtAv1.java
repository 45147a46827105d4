package io.reelway.strategy;

import io.reelway.media.Rational;
import io.reelway.plan.MediaType;
import java.nio.file.Path;
import java.util.List;

/** Encodes the picture with SVT-AV1. The values were measured: decisions 0107 and 0113. */
abstract class SvtAv1 extends VideoStrategy {
  private static final int BEST_CRF = 1;
  private static final int WORST_CRF = 63;

  /** How much higher its constant rate factor is than that of VP9 for the same picture. */
  private static final int ABOVE_VP9 = 4;

  SvtAv1(String id, MediaType type, Offer offer) {
    super(id, type, offer);
  }

  @Override
  public final boolean keepsAlpha() {
    return false;
  }

  /** The factor is that of VP9, so the encoder's lowest one is below zero. */
  @Override
  public final double bestFactor() {
    return BEST_CRF - ABOVE_VP9;
  }

  @Override
  public final double worstFactor() {
    return WORST_CRF - ABOVE_VP9;
  }

  @Override
  protected final String pictureEncoder() {
    return "libsvtav1";
  }

  /**
   * Options of the encoder. With a maximum bit rate, only one level of parallelism gives the same
   * bytes in each run. A second try must give the same bytes, because outputs are named by their
   * content. 10 bits take less space for the same picture, and every decoder of AV1 reads them.
   */
  @Override
  protected final List<String> options(VideoTask task) {
    Rational rate = task.frameRate();
    return List.of(
        "-preset",
        task.effort().choose("9", "8", "5"),
        "-g",
        "240",
        "-pix_fmt",
        "yuv420p10le",
        "-svtav1-params",
        "lp=1:fps-num=" + rate.numerator() + ":fps-denom=" + rate.denominator() + quarter(task));
  }

  /** The factor is that of VP9. */
  @Override
  protected final List<String> quality(double crf, int kbps) {
    return ofFactor(Math.floor(own(crf)), kbps);
  }

  /** ffmpeg's own option takes whole factors only, the library also quarters. */
  private static String quarter(VideoTask task) {
    double own = own(task.crf());
    return task.settings().targetKbps() != null || own == Math.rint(own)
        ? ""
        : ":crf=" + factor(own);
  }

  private static double own(double crf) {
    return Math.clamp(crf + ABOVE_VP9, BEST_CRF, WORST_CRF);
  }

  @Override
  protected final List<String> rate(int kbps, int pass, Path log) {
    return List.of("-b:v", kbps + "k");
  }

  /** ffmpeg has no two passes for SVT-AV1. */
  @Override
  public final boolean measuresFirst() {
    return false;
  }
}
