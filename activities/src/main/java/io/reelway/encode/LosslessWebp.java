package io.reelway.encode;

import io.reelway.plan.FileType;
import io.reelway.plan.Strategy;
import io.reelway.plan.Target;

/** The lossless WebP that competes with every other way to code a drawing. */
final class LosslessWebp {
  private static final int LONGEST_SIDE = 16_383;

  private LosslessWebp() {}

  /** Whether WebP has pictures of that size. */
  static boolean holds(Target target) {
    return Math.max(target.width(), target.height()) <= LONGEST_SIDE;
  }

  /** The same picture as WebP. */
  static Target of(Target target) {
    return new Target(
        Strategy.IMAGE_WEBP,
        FileType.WEBP,
        target.width(),
        target.height(),
        target.imageQuality(),
        target.videoCrf(),
        target.videoBitrateKbps(),
        target.audioBitrateKbps(),
        target.frameRateCap(),
        target.timeLimit(),
        target.workload(),
        target.mayGrow());
  }
}
