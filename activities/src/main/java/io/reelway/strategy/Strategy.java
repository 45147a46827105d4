package io.reelway.strategy;

import io.reelway.media.Probe;
import io.reelway.plan.Attempt;
import io.reelway.plan.StrategyId;
import io.reelway.spec.OutputSpec;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A named way to make an output of a source: a container with its codecs. To add one, extend {@link
 * VideoStrategy}, {@link ImageStrategy} or {@link AudioStrategy} and add a line to {@link
 * Strategies}. Stateless.
 */
public sealed interface Strategy
    permits VideoStrategy, ImageStrategy, AudioStrategy, PackageStrategy, Original {
  /**
   * The minimum mean structural similarity of an output to its source, 0 to 1. Noise at the lowest
   * rate of a preset comes near it; a wrong, shifted or black picture stays far below.
   */
  double LEAST_SIMILARITY = 0.5;

  /** Its name in the API, in presets, records and histories. */
  StrategyId id();

  /** What a request names to choose it; {@code null} if only a preset or the planner chooses it. */
  @Nullable Offer offer();

  /** ffmpeg's names of the encoders that it needs. */
  Set<String> encoders();

  /** ffmpeg's names of the encoders that an attempt needs. */
  default Set<String> encoders(Attempt attempt) {
    return encoders();
  }

  /** Whether its outputs can be transparent. */
  boolean keepsAlpha();

  /**
   * Plans an output of a source; empty when the strategy does not support such a source.
   *
   * @param spec what the output must be
   * @param timeLimit the maximum wall time of the encoder
   */
  Optional<Attempt> plan(Probe probe, OutputSpec spec, Duration timeLimit);
}
