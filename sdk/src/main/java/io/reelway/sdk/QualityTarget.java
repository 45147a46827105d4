package io.reelway.sdk;

import java.util.OptionalDouble;

/**
 * A quality to reach.
 *
 * @param metric {@code xpsnr} or {@code ssim}
 * @param target the score to aim at: dB of weighted XPSNR, or structural similarity from 0 to 1
 * @param min the lowest score that is good enough; empty for a little below the target
 */
public record QualityTarget(String metric, double target, OptionalDouble min) {
  static QualityTarget of(JsonObject json) {
    return new QualityTarget(
        json.textOrEmpty("metric"), json.decimal("target").orElse(0), json.decimal("min"));
  }
}
