package io.reelway.encode;

/**
 * Maps HDR to SDR by the formulas of ITU-R BT.2100, BT.2087 and the Mobius curve, in doubles. This
 * reference shares no code with ffmpeg's filters.
 */
final class ToneMap {
  /** The luminance, in nits, that becomes SDR white; ITU-R BT.2408. */
  private static final double WHITE = 203;

  private static final double HLG_PEAK = 1000;

  private ToneMap() {}

  /**
   * Statistics of the mapped picture.
   *
   * @param luma mean of the gamma-coded luma, 0 to 1
   * @param saturation mean difference between the largest and the smallest component, 0 to 1
   */
  record Look(double luma, double saturation) {}

  /** Maps 16-bit little-endian BT.2020 pixels and measures the result. */
  static Look look(byte[] rgb48, boolean hlg) {
    double luma = 0;
    double saturation = 0;
    int pixels = rgb48.length / 6;
    for (int i = 0; i < pixels; i++) {
      double[] c = new double[3];
      for (int k = 0; k < 3; k++) {
        int at = 6 * i + 2 * k;
        c[k] = ((rgb48[at] & 255) | (rgb48[at + 1] & 255) << 8) / 65535.0;
      }
      double[] out = map(hlg ? hlg(c) : pq(c), hlg ? HLG_PEAK / WHITE : 10000 / WHITE);
      luma += 0.2126 * out[0] + 0.7152 * out[1] + 0.0722 * out[2];
      saturation += spread(out);
    }
    return new Look(luma / pixels, saturation / pixels);
  }

  /** Measures 8-bit BT.709 pixels without mapping them. */
  static Look look8(byte[] rgb24) {
    double luma = 0;
    double saturation = 0;
    int pixels = rgb24.length / 3;
    for (int i = 0; i < pixels; i++) {
      double[] c = {
        (rgb24[3 * i] & 255) / 255.0,
        (rgb24[3 * i + 1] & 255) / 255.0,
        (rgb24[3 * i + 2] & 255) / 255.0
      };
      luma += 0.2126 * c[0] + 0.7152 * c[1] + 0.0722 * c[2];
      saturation += spread(c);
    }
    return new Look(luma / pixels, saturation / pixels);
  }

  private static double spread(double[] c) {
    return Math.max(c[0], Math.max(c[1], c[2])) - Math.min(c[0], Math.min(c[1], c[2]));
  }

  /** Converts HLG scene light to the display light of a 1000-nit screen, relative to white. */
  private static double[] hlg(double[] c) {
    double[] scene = new double[3];
    for (int k = 0; k < 3; k++) {
      scene[k] =
          c[k] <= 0.5
              ? c[k] * c[k] / 3
              : (Math.exp((c[k] - 0.55991073) / 0.17883277) + 0.28466892) / 12;
    }
    double y = 0.2627 * scene[0] + 0.678 * scene[1] + 0.0593 * scene[2];
    double gain = HLG_PEAK / WHITE * Math.pow(y, 0.2);
    return new double[] {gain * scene[0], gain * scene[1], gain * scene[2]};
  }

  private static double[] pq(double[] c) {
    double[] light = new double[3];
    for (int k = 0; k < 3; k++) {
      double e = Math.pow(c[k], 1 / 78.84375);
      light[k] =
          10000
              / WHITE
              * Math.pow(
                  Math.max(0, e - 0.8359375) / (18.8515625 - 18.6875 * e), 1 / 0.1593017578125);
    }
    return light;
  }

  private static double[] map(double[] c, double peak) {
    double[] narrow = {
      Math.max(0, 1.6605 * c[0] - 0.5876 * c[1] - 0.0728 * c[2]),
      Math.max(0, -0.1246 * c[0] + 1.1329 * c[1] - 0.0083 * c[2]),
      Math.max(0, -0.0182 * c[0] - 0.1006 * c[1] + 1.1187 * c[2])
    };
    double brightest = Math.max(1e-6, Math.max(narrow[0], Math.max(narrow[1], narrow[2])));
    double factor = mobius(brightest, peak) / brightest;
    double[] coded = new double[3];
    for (int k = 0; k < 3; k++) {
      double light = Math.min(1, narrow[k] * factor);
      coded[k] = light < 0.018 ? 4.5 * light : 1.099 * Math.pow(light, 0.45) - 0.099;
    }
    return coded;
  }

  /** The Mobius curve: linear up to 0.3, then bent so that the peak becomes 1. */
  private static double mobius(double in, double peak) {
    double j = 0.3;
    if (in <= j) {
      return in;
    }
    double a = -j * j * (peak - 1) / (j * j - 2 * j + peak);
    double b = (j * j - 2 * j * peak + peak) / Math.max(peak - 1, 1e-6);
    return (b * b + 2 * b * j + j * j) / (b - a) * (in + a) / (in + b);
  }
}
