package io.reelway.image.colour;

import java.util.Optional;

/**
 * A transfer function from a colour value, 0 to 1, to linear light. A result of 1 is paper white; a
 * larger one is brighter than paper white.
 *
 * @param curve its form
 * @param exponent the exponent of {@link Curve#POWER}; other curves ignore it
 * @see <a href="https://www.itu.int/rec/T-REC-H.273">ITU-T H.273, table 3</a>
 */
public record Transfer(Curve curve, double exponent) {
  /** Luminance of paper white in HDR images, cd/m² (ITU-R BT.2408). */
  static final double PAPER_WHITE = 203;

  public static final Transfer SRGB = new Transfer(Curve.SRGB, 1);

  /** The form of a transfer function. */
  enum Curve {
    POWER,
    SRGB,
    PQ,
    HLG
  }

  public static Transfer power(double exponent) {
    return new Transfer(Curve.POWER, exponent);
  }

  /**
   * The function with a number of H.273; empty for "unspecified" and numbers that never occur.
   * Images tagged with the curves of television (1, 6, 14, 15) are made and shown as sRGB.
   */
  public static Optional<Transfer> numbered(int code) {
    return switch (code) {
      case 1, 6, 13, 14, 15 -> Optional.of(SRGB);
      case 4 -> Optional.of(power(2.2));
      case 5 -> Optional.of(power(2.8));
      case 8 -> Optional.of(power(1));
      case 16 -> Optional.of(new Transfer(Curve.PQ, 1));
      case 18 -> Optional.of(new Transfer(Curve.HLG, 1));
      default -> Optional.empty();
    };
  }

  /** Whether its values can be brighter than paper white. */
  boolean highRange() {
    return curve == Curve.PQ || curve == Curve.HLG;
  }

  double light(double value) {
    return switch (curve) {
      case POWER -> Math.pow(value, exponent);
      case SRGB -> value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
      case PQ -> perceptualQuantizer(value);
      case HLG -> hybridLogGamma(value);
    };
  }

  /** SMPTE ST 2084: absolute, up to 10000 cd/m². */
  private static double perceptualQuantizer(double value) {
    double root = Math.pow(value, 1 / 78.84375);
    double ratio = Math.max(0, root - 0.8359375) / (18.8515625 - 18.6875 * root);
    return 10_000 * Math.pow(ratio, 1 / 0.1593017578125) / PAPER_WHITE;
  }

  /** ITU-R BT.2100, for a screen of 1000 cd/m². The system gamma is applied per channel. */
  private static double hybridLogGamma(double value) {
    double scene =
        value <= 0.5
            ? value * value / 3
            : (Math.exp((value - 0.55991073) / 0.17883277) + 0.28466892) / 12;
    return 1000 * Math.pow(scene, 1.2) / PAPER_WHITE;
  }
}
