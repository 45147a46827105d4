package io.reelway.encode;

import java.awt.image.BufferedImage;

/**
 * A picture as the mean colours of 12 by 12 patches, so that sampling and encoder noise do not
 * matter.
 */
final class Patches {
  private static final int SIDE = 12;

  /** Red, green, blue and alpha of each patch, 0 to 255. The colours are weighted by alpha. */
  private final double[][] means = new double[SIDE * SIDE][4];

  Patches(BufferedImage image) {
    for (int row = 0; row < SIDE; row++) {
      for (int column = 0; column < SIDE; column++) {
        means[row * SIDE + column] = mean(image, column, row);
      }
    }
  }

  private static double[] mean(BufferedImage image, int column, int row) {
    double[] sum = new double[4];
    int count = 0;
    int right =
        Math.max((column + 1) * image.getWidth() / SIDE, column * image.getWidth() / SIDE + 1);
    int bottom = Math.max((row + 1) * image.getHeight() / SIDE, row * image.getHeight() / SIDE + 1);
    for (int y = row * image.getHeight() / SIDE; y < bottom; y++) {
      for (int x = column * image.getWidth() / SIDE; x < right; x++) {
        int argb = image.getRGB(x, y);
        int alpha = argb >>> 24;
        for (int channel = 0; channel < 3; channel++) {
          sum[channel] += ((argb >> (16 - 8 * channel)) & 0xff) * alpha;
        }
        sum[3] += alpha;
        count++;
      }
    }
    for (int channel = 0; channel < 3; channel++) {
      sum[channel] /= Math.max(1, sum[3]);
    }
    sum[3] /= count;
    return sum;
  }

  /** The mean colour difference, CIE76. Each patch is weighted by its opacity. */
  double colourDistance(Patches other) {
    double sum = 0;
    double weight = 0;
    for (int i = 0; i < means.length; i++) {
      double seen = means[i][3] / 255;
      sum += seen * distance(lab(means[i]), lab(other.means[i]));
      weight += seen;
    }
    return sum / weight;
  }

  /** The mean difference of alpha, 0 to 255. */
  double alphaDistance(Patches other) {
    double sum = 0;
    for (int i = 0; i < means.length; i++) {
      sum += Math.abs(means[i][3] - other.means[i][3]);
    }
    return sum / means.length;
  }

  private static double distance(double[] one, double[] other) {
    double sum = 0;
    for (int i = 0; i < 3; i++) {
      sum += (one[i] - other[i]) * (one[i] - other[i]);
    }
    return Math.sqrt(sum);
  }

  static double[] lab(double[] rgb) {
    double r = light(rgb[0]);
    double g = light(rgb[1]);
    double b = light(rgb[2]);
    double x = root((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505);
    double y = root(0.2126 * r + 0.7152 * g + 0.0722 * b);
    double z = root((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089);
    return new double[] {116 * y - 16, 500 * (x - y), 200 * (y - z)};
  }

  private static double light(double value) {
    double part = value / 255;
    return part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
  }

  private static double root(double value) {
    return value > 0.008856 ? Math.cbrt(value) : 7.787 * value + 16 / 116.0;
  }
}
