package io.reelway.plan;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** How the quality of an output is measured against what its encoder received. */
public enum QualityMetric {
  /** Weighted XPSNR in dB, (4 Y + U + V) / 6. */
  @JsonProperty("xpsnr")
  XPSNR(20, 60, 0.3, 100, 2),
  /** Mean structural similarity, 0 to 1. */
  @JsonProperty("ssim")
  SSIM(0.5, 1, 0.002, 1, 4);

  private final double least;
  private final double most;
  private final double tolerance;
  private final double perfect;
  private final int digits;

  QualityMetric(double least, double most, double tolerance, double perfect, int digits) {
    this.least = least;
    this.most = most;
    this.tolerance = tolerance;
    this.perfect = perfect;
    this.digits = digits;
  }

  /** Its name in JSON. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The lowest score that can be asked for. */
  public double least() {
    return least;
  }

  /** The highest score that can be asked for. */
  public double most() {
    return most;
  }

  /** The distance from a target that does not count. */
  public double tolerance() {
    return tolerance;
  }

  /** The score of an output that is equal to its source, where the formula gives no number. */
  public double perfect() {
    return perfect;
  }

  /** A score as clients see it: with a few decimals, and at most {@link #perfect}. */
  public double rounded(double score) {
    double scale = Math.pow(10, digits);
    return Math.round(Math.min(score, perfect) * scale) / scale;
  }
}
