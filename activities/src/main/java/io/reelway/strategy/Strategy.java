package io.reelway.strategy;

import io.reelway.media.Probe;
import io.reelway.plan.Attempt;
import io.reelway.plan.Preset;
import io.reelway.plan.StrategyId;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * A named way to make an output of a source: a container with its codecs. To add one, extend {@link
 * VideoStrategy} or {@link ImageStrategy} and add a line to {@link Strategies}. Stateless.
 */
public sealed interface Strategy permits VideoStrategy, ImageStrategy, Original {
  /**
   * The minimum mean structural similarity of an output to its source, 0 to 1. Noise at the lowest
   * rate of a preset comes near it; a wrong, shifted or black picture stays far below.
   */
  double LEAST_SIMILARITY = 0.5;

  /** Its name in the API, in presets, records and histories. */
  StrategyId id();

  /** ffmpeg's names of the encoders that it needs. */
  Set<String> encoders();

  /** Whether its outputs can be transparent. */
  boolean keepsAlpha();

  /**
   * Plans an output of a source; empty when the strategy does not support such a source.
   *
   * @param preset the preset with which the job was accepted
   * @param timeLimit the maximum wall time of the encoder
   */
  Optional<Attempt> plan(Probe probe, Preset preset, Duration timeLimit);
}
