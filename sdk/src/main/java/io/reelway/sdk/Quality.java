package io.reelway.sdk;

/**
 * The measured quality of an output for which a target was set.
 *
 * @param metric {@code xpsnr} or {@code ssim}
 * @param score dB of weighted XPSNR, or structural similarity from 0 to 1
 * @param targetReached whether the score is good enough
 */
public record Quality(String metric, double score, boolean targetReached) {
  static Quality of(JsonObject json) {
    return new Quality(
        json.textOrEmpty("metric"),
        json.decimal("score").orElse(0),
        Boolean.TRUE.equals(json.members().get("targetReached")));
  }
}
