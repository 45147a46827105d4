package io.reelway.plan;

/**
 * The measured quality of an output with a {@link QualityTarget}.
 *
 * @param metric how it was measured
 * @param score the score, rounded; at most {@link QualityMetric#perfect}
 * @param targetReached whether it is good enough
 */
public record QualityScore(QualityMetric metric, double score, boolean targetReached) {}
