package io.reelway.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * The quality that an output must have.
 *
 * @param metric how it is measured
 * @param target the score that the encoder aims at
 * @param min the lowest score that is good enough; {@code null}: {@link QualityMetric#tolerance}
 *     below the target
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record QualityTarget(QualityMetric metric, double target, @Nullable Double min) {
  /** The lowest score that is good enough. */
  public double floor() {
    return min == null ? target - metric.tolerance() : min;
  }

  /** Whether a score is good enough. */
  public boolean reachedBy(double score) {
    return metric.rounded(score) >= metric.rounded(floor());
  }

  /** Whether a score is good enough, and not so good that a smaller output would do. */
  public boolean hitBy(double score) {
    return reachedBy(score) && score <= target + metric.tolerance();
  }

  /** The score to aim at, with some distance from the lowest one. */
  public double aim() {
    return Math.max(target, Math.min(floor() + metric.tolerance() / 2, metric.perfect()));
  }

  /** The score of an output, as clients see it. */
  public QualityScore score(double measured) {
    return new QualityScore(metric, metric.rounded(measured), reachedBy(measured));
  }
}
