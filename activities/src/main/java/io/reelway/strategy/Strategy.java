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
   * Mean structural similarity below which an output is not the source's picture. Noise at the
   * lowest rate of a preset comes near it; a wrong, shifted or black picture stays far below.
   */
  double LEAST_SIMILARITY = 0.5;

  /** Its name in the API, in presets, records and histories. */
  StrategyId id();

  /** ffmpeg's names of the encoders that it calls for. */
  Set<String> encoders();

  /** Whether what it makes may be transparent. */
  boolean keepsAlpha();

  /**
   * What it would make of a source; nothing when it cannot make anything of such a source.
   *
   * @param preset the numbers that the job was accepted with
   * @param timeLimit wall time that the encoder may take
   */
  Optional<Attempt> plan(Probe probe, Preset preset, Duration timeLimit);
}
