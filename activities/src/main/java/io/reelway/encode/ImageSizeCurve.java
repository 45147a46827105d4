package io.reelway.encode;

import io.reelway.strategy.ImageStrategy;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;

/**
 * How the size of an image depends on its quality and its sides. A fall is what the natural
 * logarithm of the bytes loses.
 *
 * @param range the qualities, and their places on an even scale
 * @param middle the fall from the planned quality to the middle of the range
 * @param whole the fall to the lowest quality
 * @param first the fall when the sides are multiplied by {@link #FIRST}
 * @param half the fall when the sides are halved
 * @param planned the expected bytes with the planned settings; empty if unknown
 */
record ImageSizeCurve(
    Range range, double middle, double whole, double first, double half, OptionalDouble planned) {
  /** The largest multiplier of the sides below 1. */
  static final double FIRST = 0.97;

  /** The usual fall for each step of quality of a still image, and of an animation. */
  private static final double OF_QUALITY = 0.018;

  private static final double OF_QUALITY_IN_MOTION = 0.026;

  /** The usual fall when the sides are halved. */
  private static final double OF_HALF = 1.04;

  private static final int STEPS = 40;

  ImageSizeCurve {
    whole = range.best() == range.worst() ? 0 : Math.max(whole, 0.1);
    // Between these, a parabola through both points only falls.
    middle = Math.clamp(middle, whole / 4, whole * 3 / 4);
    first = Math.max(first, 0.01);
    half = Math.max(half, first + 0.5);
  }

  /** What is known without any samples. */
  static ImageSizeCurve usual(Range range, boolean moving) {
    double step = moving ? OF_QUALITY_IN_MOTION : OF_QUALITY;
    double whole = step * (range.best() - range.worst());
    return new ImageSizeCurve(
        range, whole / 2, whole, evenFirst(OF_HALF), OF_HALF, OptionalDouble.empty());
  }

  /** The fall of the first step to smaller sides if it loses no more than others. */
  static double evenFirst(double half) {
    return half * Math.log(FIRST) / Math.log(0.5);
  }

  /** The fall from the planned quality to another one. */
  double fallTo(double quality) {
    double part = range.part(quality);
    return part * (4 * middle - whole) + part * part * (2 * whole - 4 * middle);
  }

  /** The quality at which a fall is reached. */
  double qualityAt(double fall) {
    double low = range.worst();
    double high = range.best();
    for (int i = 0; i < STEPS; i++) {
      double between = (low + high) / 2;
      if (fallTo(between) > fall) {
        low = between;
      } else {
        high = between;
      }
    }
    return (low + high) / 2;
  }

  /** The fall when both sides are multiplied. The first step may lose much: scalers smooth. */
  double fallOf(double scale) {
    double steps = Math.log(scale) / Math.log(FIRST);
    return steps <= 1 ? steps * first : first + (steps - 1) * further();
  }

  /** The multiplier of the sides at which a fall is reached; at most 1. */
  double scaleAt(double fall) {
    double steps = fall <= first ? fall / first : 1 + (fall - first) / further();
    return Math.min(1, Math.pow(FIRST, steps));
  }

  private double further() {
    return (half - first) / (Math.log(0.5) / Math.log(FIRST) - 1);
  }

  /**
   * The qualities of a search.
   *
   * @param best the planned quality, 1 to 100
   * @param worst the lowest one that looks acceptable, at most the planned one
   * @param evenly see {@link ImageStrategy#evenly}
   */
  record Range(int best, int worst, DoubleUnaryOperator evenly) {
    /** How far a quality is from the best one towards the worst, 0 to 1. */
    private double part(double quality) {
      double top = evenly.applyAsDouble(best);
      double bottom = evenly.applyAsDouble(worst);
      return top == bottom ? 0 : (top - evenly.applyAsDouble(quality)) / (top - bottom);
    }

    /** The quality that is nearest to the middle. */
    int middle() {
      int quality = best;
      while (quality > worst && part(quality) < 0.5) {
        quality--;
      }
      return quality;
    }
  }
}
