package io.reelway.image.colour;

/** Converts colours that primaries and a transfer function describe. */
final class CodedColours {
  /** Luminance of the brightest highlights that stay distinct, as a multiple of paper white. */
  private static final double PEAK = 1000 / Transfer.PAPER_WHITE;

  private CodedColours() {}

  /**
   * Converts triples of red, green and blue, 0 to 1, to sRGB, 0 to 1. Values outside of sRGB become
   * the nearest value of each channel. The light of HDR images is compressed, so that areas
   * brighter than paper white do not become flat patches; paper white itself becomes a light gray.
   */
  static float[] toSrgb(Colours.Coded colours, float[] triples) {
    double[][] matrix = colours.primaries().toSrgb();
    float[] converted = new float[triples.length];
    for (int i = 0; i < triples.length; i += 3) {
      double[] light = new double[3];
      for (int channel = 0; channel < 3; channel++) {
        light[channel] = colours.transfer().light(triples[i + channel]);
      }
      double[] srgb = Primaries.multiply(matrix, light);
      double dim = colours.transfer().highRange() ? rollOff(srgb) : 1;
      for (int channel = 0; channel < 3; channel++) {
        converted[i + channel] = (float) encode(srgb[channel] * dim);
      }
    }
    return converted;
  }

  /**
   * Reinhard's curve with a white point. It uses the brightest channel, so that colours keep their
   * hue.
   */
  private static double rollOff(double[] light) {
    double brightest = Math.max(light[0], Math.max(light[1], light[2]));
    return brightest <= 0 ? 1 : (1 + brightest / (PEAK * PEAK)) / (1 + brightest);
  }

  private static double encode(double light) {
    double value = light <= 0.0031308 ? light * 12.92 : 1.055 * Math.pow(light, 1 / 2.4) - 0.055;
    return Math.clamp(value, 0.0, 1.0);
  }
}
