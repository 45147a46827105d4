package io.reelway.encode;

import io.reelway.plan.Attempt;
import io.reelway.plan.EncoderSettings;
import io.reelway.plan.QualityMetric;
import io.reelway.strategy.ImageStrategy;
import io.reelway.strategy.Strategy;
import io.reelway.strategy.VideoStrategy;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The setting of an encoder that decides over the quality of its output. */
sealed interface QualitySetting {
  /** The setting of a strategy; {@code null} if its outputs are copies. */
  static @Nullable QualitySetting of(Strategy strategy) {
    return switch (strategy) {
      case VideoStrategy video ->
          new Factor(video.bestFactor(), video.worstFactor(), video.stepOfFactor());
      case ImageStrategy image ->
          new ImageQuality(image.stepOfQuality(), image.hasQuality() ? ImageQuality.MOST : 1);
      default -> null;
    };
  }

  /** A copy of an attempt with another value. */
  Attempt with(Attempt attempt, double value);

  /** The nearest value that the encoder has. */
  double rounded(double value);

  /** The next better value. */
  double better(double value);

  /** The distance from the worst value to the best. */
  double range();

  /** A value at some distance, on the side of another one: two points make a slope. */
  default double apart(double value, double towards) {
    double least = range() / 24;
    double distance = Math.max(least, Math.abs(towards - value));
    double there = rounded(towards < value ? value - distance : value + distance);
    return there == value ? rounded(value - distance) : there;
  }

  /** The usual change in decibels when the value grows by 1. */
  double slope(QualityMetric metric);

  /** The value that usually has a quality, given in decibels. */
  double usual(QualityMetric metric, double decibels);

  /** The maximum number of encodes of the whole. */
  int most();

  /**
   * The constant rate factor of a video.
   *
   * @param best the lowest factor
   * @param worst the highest factor
   * @param step the distance of two factors
   */
  record Factor(double best, double worst, double step) implements QualitySetting {
    /** A factor in the middle of the range. */
    private static final double MIDDLE = 28;

    private static EncoderSettings.Video video(Attempt attempt) {
      return Objects.requireNonNull(attempt.settings().video(), "settings of a video");
    }

    @Override
    public Attempt with(Attempt attempt, double value) {
      return attempt.with(
          attempt.settings().with(video(attempt).with(value), attempt.settings().audio()),
          attempt.expectation());
    }

    @Override
    public double rounded(double value) {
      return Math.clamp(Math.round(value / step) * step, best, worst);
    }

    @Override
    public double better(double value) {
      return rounded(value - step);
    }

    @Override
    public double range() {
      return worst - best;
    }

    @Override
    public double slope(QualityMetric metric) {
      return metric == QualityMetric.XPSNR ? -0.55 : -0.3;
    }

    @Override
    public double usual(QualityMetric metric, double decibels) {
      double middle = metric == QualityMetric.XPSNR ? 38 : 15;
      return MIDDLE + (decibels - middle) / slope(metric);
    }

    @Override
    public int most() {
      return 3;
    }
  }

  /**
   * The quality of an image on the scale of WebP. An image takes tenths of a second, so it may be
   * encoded more often than a video.
   *
   * @param step the distance of two qualities that the encoder distinguishes
   * @param most the maximum number of encodes
   */
  record ImageQuality(double step, int most) implements QualitySetting {
    /** The maximum number of encodes if their quality can be chosen. */
    private static final int MOST = 7;

    private static final int BEST = 100;
    private static final double MIDDLE = 75;

    private static EncoderSettings.Image image(Attempt attempt) {
      return Objects.requireNonNull(attempt.settings().image(), "settings of an image");
    }

    @Override
    public Attempt with(Attempt attempt, double value) {
      return attempt.with(
          attempt.settings().with(image(attempt).with((int) value)), attempt.expectation());
    }

    @Override
    public double rounded(double value) {
      double steps = Math.round((BEST - value) / step);
      return Math.clamp(Math.round(BEST - steps * step), 1, BEST);
    }

    @Override
    public double better(double value) {
      return rounded(value + step);
    }

    @Override
    public double range() {
      return BEST - 1;
    }

    @Override
    public double slope(QualityMetric metric) {
      return metric == QualityMetric.XPSNR ? 0.15 : 0.1;
    }

    @Override
    public double usual(QualityMetric metric, double decibels) {
      double middle = metric == QualityMetric.XPSNR ? 38 : 15;
      return MIDDLE + (decibels - middle) / slope(metric);
    }
  }
}
