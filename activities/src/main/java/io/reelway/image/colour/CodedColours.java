package io.reelway.image.colour;

/** Converts colours that numbers describe. */
final class CodedColours {
  /** Luminance of the brightest highlights that keep their own shade, as a multiple of paper. */
  private static final double PEAK = 1000 / Transfer.PAPER_WHITE;

  private CodedColours() {}

  /**
   * Triples of red, green and blue, 0 to 1, as sRGB, 0 to 1. What lies outside of sRGB becomes the
   * nearest value of each channel; highlights of HDR pictures are rolled off, so that a page white
   * stays a page white and nothing above it turns into a flat patch.
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

  /** Reinhard's curve with a white point, on the brightest channel: shades keep their hue. */
  private static double rollOff(double[] light) {
    double brightest = Math.max(light[0], Math.max(light[1], light[2]));
    return brightest <= 0 ? 1 : (1 + brightest / (PEAK * PEAK)) / (1 + brightest);
  }

  private static double encode(double light) {
    double value = light <= 0.0031308 ? light * 12.92 : 1.055 * Math.pow(light, 1 / 2.4) - 0.055;
    return Math.clamp(value, 0.0, 1.0);
  }
}
