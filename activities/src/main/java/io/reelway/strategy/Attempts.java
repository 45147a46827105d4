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

/** Builds attempts from the values that all strategies share. */
final class Attempts {
  /** The maximum frame rate. A higher one is not visible and doubles the work. */
  private static final Rational FASTEST = new Rational(60, 1);

  /**
   * Sources up to this frame rate keep all frames. It is a little above 60, because a camera's
   * clock may run a little fast.
   */
  private static final Rational TOO_FAST = new Rational(121, 2);

  private Attempts() {}

  /** Builds an attempt with the values of the preset and the size of the expectation. */
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
