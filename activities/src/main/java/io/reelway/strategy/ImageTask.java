package io.reelway.strategy;

import io.reelway.media.Probe;
import io.reelway.plan.Attempt;

/**
 * One encode of an image.
 *
 * @param input what ffmpeg reads
 * @param probe what was measured of the source
 * @param attempt what is to be made
 * @param style how it is coded
 * @param threads threads that one encoder may use, at least 1
 */
public record ImageTask(
    ImageInput input, Probe probe, Attempt attempt, ImageStyle style, int threads) {
  private static final int MOST_PIXELS_OF_AN_ICON = 32 * 32;

  /** Of an icon each pixel is seen, so that a colour for every four of them would be too few. */
  boolean isIcon() {
    return (long) attempt.width() * attempt.height() <= MOST_PIXELS_OF_AN_ICON;
  }
}
