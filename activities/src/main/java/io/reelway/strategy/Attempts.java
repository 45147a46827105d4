package io.reelway.strategy;

import io.reelway.media.Probe;
import io.reelway.media.Rational;
import io.reelway.plan.Attempt;
import io.reelway.plan.Expectation;
import io.reelway.plan.MediaType;
import io.reelway.plan.Preset;
import io.reelway.plan.StrategyId;
import io.reelway.plan.Workload;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Puts attempts together from what all strategies have in common. */
final class Attempts {
  /** More is not seen, and doubles the work. */
  private static final Rational FASTEST = new Rational(60, 1);

  /** A camera's clock may run a little fast; that is no reason to drop frames. */
  private static final Rational TOO_FAST = new Rational(121, 2);

  private Attempts() {}

  /** An attempt with the numbers of the preset, in the size that is expected. */
  static Attempt of(
      StrategyId strategy,
      MediaType type,
      Probe probe,
      Preset preset,
      Duration timeLimit,
      Expectation expectation) {
    return new Attempt(
        strategy,
        type,
        expectation.width(),
        expectation.height(),
        preset.imageQuality(),
        preset.videoCrf(),
        preset.videoBitrateKbps(),
        preset.audioBitrateKbps(),
        frameRateCap(probe.pictureTrack().frameRate()),
        timeLimit,
        Workload.of(probe),
        expectation);
  }

  private static @Nullable Rational frameRateCap(@Nullable Rational rate) {
    return rate != null && rate.compareTo(TOO_FAST) > 0 ? FASTEST : null;
  }
}
