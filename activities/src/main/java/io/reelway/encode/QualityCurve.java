package io.reelway.encode;

import io.reelway.plan.QualityMetric;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The quality of an output as a function of a setting of its encoder. Between two measured points
 * it is nearly a straight line in decibels.
 */
final class QualityCurve {
  /** The decibels of an SSIM of 1, which has none. */
  private static final double MOST_DECIBELS = 60;

  /** How much steeper or flatter than expected a curve is believed to be. */
  private static final double UNUSUAL = 4;

  /** The farthest step beyond a measured point, as a share of the range of the setting. */
  private static final double FARTHEST = 0.35;

  private final QualityMetric metric;
  private final QualitySetting setting;
  private final double slope;
  private final List<Point> points = new ArrayList<>();

  QualityCurve(QualityMetric metric, QualitySetting setting) {
    this.metric = metric;
    this.setting = setting;
    this.slope = setting.slope(metric);
  }

  /**
   * A curve with a point that was measured on the whole output. The first one moves the samples,
   * which differ from the whole. Two of them replace the samples.
   */
  QualityCurve through(double value, double score) {
    QualityCurve changed = new QualityCurve(metric, setting);
    List<Point> whole = points.stream().filter(Point::whole).toList();
    changed.points.addAll(whole.isEmpty() ? moved(value, score) : whole);
    changed.put(new Point(value, decibels(metric, score), true));
    return changed;
  }

  private List<Point> moved(double value, double score) {
    return points.stream()
        .min(Comparator.comparingDouble(point -> Math.abs(point.value() - value)))
        .map(near -> near.decibels() + slopeAt(value) * (value - near.value()))
        .map(expected -> decibels(metric, score) - expected)
        .map(shift -> points.stream().map(point -> point.higher(shift)).toList())
        .orElse(List.of());
  }

  /** Adds a point that was measured on samples; one of the same setting is replaced. */
  void add(double value, double score) {
    put(new Point(value, decibels(metric, score), false));
  }

  private void put(Point measured) {
    points.removeIf(point -> point.value() == measured.value());
    points.add(measured);
  }

  /** Whether a value is measured. */
  boolean has(double value) {
    return points.stream().anyMatch(point -> point.value() == value);
  }

  /** The slope of the curve near a value, in decibels. */
  double slopeAt(double value) {
    List<Point> near =
        points.stream()
            .sorted(Comparator.comparingDouble(point -> Math.abs(point.value() - value)))
            .limit(2)
            .toList();
    if (near.size() < 2) {
      return slope;
    }
    return slope * Math.clamp(near.get(0).slopeTo(near.get(1)) / slope, 1 / UNUSUAL, UNUSUAL);
  }

  /** The value at which a score is expected, rounded to what the encoder can do. */
  double valueOf(double score) {
    double wanted = decibels(metric, score);
    Optional<Point> near =
        points.stream().min(Comparator.comparingDouble(point -> Math.abs(point.above(wanted))));
    double value =
        near.map(point -> from(point, wanted)).orElseGet(() -> setting.usual(metric, wanted));
    return setting.rounded(value);
  }

  /** Between two points if one is better and one is worse than wanted, otherwise beyond one. */
  private double from(Point near, double wanted) {
    Stream<Point> beyond =
        points.stream().filter(point -> point.above(wanted) * near.above(wanted) < 0);
    double slope =
        beyond
            .min(Comparator.comparingDouble(point -> Math.abs(point.value() - near.value())))
            .map(near::slopeTo)
            .orElseGet(() -> slopeAt(near.value()));
    double farthest = FARTHEST * setting.range();
    return near.value() + Math.clamp(-near.above(wanted) / slope, -farthest, farthest);
  }

  /** A score on a scale on which a curve is nearly straight. */
  static double decibels(QualityMetric metric, double score) {
    return switch (metric) {
      case XPSNR -> score;
      case SSIM -> Math.min(MOST_DECIBELS, -10 * Math.log10(Math.max(1e-9, 1 - score)));
    };
  }

  /**
   * A measured quality.
   *
   * @param whole whether the whole output was measured, and not samples
   */
  private record Point(double value, double decibels, boolean whole) {
    double above(double wanted) {
      return decibels - wanted;
    }

    double slopeTo(Point other) {
      return (other.decibels - decibels) / (other.value - value);
    }

    Point higher(double shift) {
      return new Point(value, decibels + shift, whole);
    }
  }
}
