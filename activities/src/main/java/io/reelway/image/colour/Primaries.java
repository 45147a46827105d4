package io.reelway.image.colour;

import java.util.Arrays;
import java.util.Optional;

/**
 * CIE xy coordinates of pure red, green and blue and of white.
 *
 * @see <a href="https://www.itu.int/rec/T-REC-H.273">ITU-T H.273, table 2</a>
 */
public record Primaries(
    double redX,
    double redY,
    double greenX,
    double greenY,
    double blueX,
    double blueY,
    double whiteX,
    double whiteY) {
  private static final double D65_X = 0.3127;
  private static final double D65_Y = 0.3290;

  /** The rounding error of x and y with five decimals. */
  private static final double ROUNDING = 1e-5;

  /** The largest factor in a matrix to sRGB; the widest real primaries have 2. */
  private static final double LARGEST_FACTOR = 100;

  public static final Primaries BT709 = d65(0.640, 0.330, 0.300, 0.600, 0.150, 0.060);
  static final Primaries BT2020 = d65(0.708, 0.292, 0.170, 0.797, 0.131, 0.046);
  static final Primaries DISPLAY_P3 = d65(0.680, 0.320, 0.265, 0.690, 0.150, 0.060);
  public static final Primaries ADOBE_RGB = d65(0.640, 0.330, 0.210, 0.710, 0.150, 0.060);
  static final Primaries BT601_625 = d65(0.640, 0.330, 0.290, 0.600, 0.150, 0.060);
  static final Primaries BT601_525 = d65(0.630, 0.340, 0.310, 0.595, 0.155, 0.070);

  private static Primaries d65(double rx, double ry, double gx, double gy, double bx, double by) {
    return new Primaries(rx, ry, gx, gy, bx, by, D65_X, D65_Y);
  }

  /** The primaries with a number of H.273; empty for "unspecified" and numbers that never occur. */
  public static Optional<Primaries> numbered(int code) {
    return switch (code) {
      case 1 -> Optional.of(BT709);
      case 5 -> Optional.of(BT601_625);
      case 6, 7 -> Optional.of(BT601_525);
      case 9 -> Optional.of(BT2020);
      case 12 -> Optional.of(DISPLAY_P3);
      default -> Optional.empty();
    };
  }

  /**
   * Whether the primaries are plausible: each is a colour, as libpng demands too, and the three
   * span a triangle. Three points on one line have no conversion. With three points almost on one
   * line, the conversion multiplies rounding errors.
   */
  public boolean spanColours() {
    return isColour(redX, redY)
        && isColour(greenX, greenY)
        && isColour(blueX, blueY)
        && isColour(whiteX, whiteY)
        && Arrays.stream(toSrgb())
            .flatMapToDouble(Arrays::stream)
            .allMatch(factor -> Math.abs(factor) < LARGEST_FACTOR);
  }

  private static boolean isColour(double x, double y) {
    return x >= 0 && y > 0 && x + y <= 1 + ROUNDING;
  }

  /**
   * The matrix, as three rows, from linear light in these primaries to linear light in those of
   * sRGB. White stays white.
   */
  double[][] toSrgb() {
    return multiply(invert(BT709.toXyz()), multiply(adaptTo(BT709), toXyz()));
  }

  private double[][] toXyz() {
    double[][] columns = {
      {redX / redY, greenX / greenY, blueX / blueY},
      {1, 1, 1},
      {(1 - redX - redY) / redY, (1 - greenX - greenY) / greenY, (1 - blueX - blueY) / blueY}
    };
    double[] luminance = multiply(invert(columns), white());
    double[][] matrix = new double[3][3];
    for (int row = 0; row < 3; row++) {
      for (int column = 0; column < 3; column++) {
        matrix[row][column] = columns[row][column] * luminance[column];
      }
    }
    return matrix;
  }

  private double[] white() {
    return new double[] {whiteX / whiteY, 1, (1 - whiteX - whiteY) / whiteY};
  }

  /** Bradford's adaptation of one white to another. */
  private double[][] adaptTo(Primaries other) {
    double[][] cones = {
      {0.8951, 0.2664, -0.1614}, {-0.7502, 1.7135, 0.0367}, {0.0389, -0.0685, 1.0296}
    };
    double[] from = multiply(cones, white());
    double[] to = multiply(cones, other.white());
    double[][] scale = new double[3][3];
    for (int i = 0; i < 3; i++) {
      scale[i][i] = to[i] / from[i];
    }
    return multiply(invert(cones), multiply(scale, cones));
  }

  static double[] multiply(double[][] matrix, double[] vector) {
    double[] product = new double[3];
    for (int row = 0; row < 3; row++) {
      for (int column = 0; column < 3; column++) {
        product[row] += matrix[row][column] * vector[column];
      }
    }
    return product;
  }

  private static double[][] multiply(double[][] left, double[][] right) {
    double[][] product = new double[3][3];
    for (int row = 0; row < 3; row++) {
      for (int column = 0; column < 3; column++) {
        for (int i = 0; i < 3; i++) {
          product[row][column] += left[row][i] * right[i][column];
        }
      }
    }
    return product;
  }

  /** Inverts a matrix by cofactors. */
  private static double[][] invert(double[][] m) {
    double[][] inverse = new double[3][3];
    double determinant = 0;
    for (int i = 0; i < 3; i++) {
      determinant += m[0][i] * cofactor(m, 0, i);
    }
    for (int row = 0; row < 3; row++) {
      for (int column = 0; column < 3; column++) {
        inverse[row][column] = cofactor(m, column, row) / determinant;
      }
    }
    return inverse;
  }

  private static double cofactor(double[][] m, int row, int column) {
    int r1 = (row + 1) % 3;
    int r2 = (row + 2) % 3;
    int c1 = (column + 1) % 3;
    int c2 = (column + 2) % 3;
    return m[r1][c1] * m[r2][c2] - m[r1][c2] * m[r2][c1];
  }
}
