package io.reelway.media;

/**
 * An exact fraction, for frame rates and aspect ratios: 29.97 frames per second is 30000/1001.
 *
 * @param numerator 0 or more
 * @param denominator above 0
 */
public record Rational(long numerator, long denominator) implements Comparable<Rational> {
  public static final Rational ONE = new Rational(1, 1);

  public Rational {
    if (numerator < 0 || denominator <= 0) {
      throw new IllegalArgumentException("Not a fraction: " + numerator + "/" + denominator);
    }
  }

  /**
   * The fraction of thousandths that is nearest to a number.
   *
   * @param value 0 or more
   */
  public static Rational of(double value) {
    long thousandths = Math.round(value * 1000);
    return thousandths % 1000 == 0
        ? new Rational(thousandths / 1000, 1)
        : new Rational(thousandths, 1000);
  }

  /** The nearest floating point number. */
  public double value() {
    return (double) numerator / denominator;
  }

  @Override
  public int compareTo(Rational other) {
    return Long.compare(
        Math.multiplyExact(numerator, other.denominator),
        Math.multiplyExact(other.numerator, denominator));
  }

  /** The form that ffmpeg reads: {@code 30000/1001}. */
  @Override
  public String toString() {
    return numerator + "/" + denominator;
  }
}
