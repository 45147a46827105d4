package io.reelway.encode;

import io.reelway.plan.Attempt;
import io.reelway.plan.EncoderSettings;
import io.reelway.plan.ExpectedPicture;
import org.jspecify.annotations.Nullable;

/** Compares what outputs of different formats lost to fit into a maximum of bytes. */
final class SizeLoss {
  /** A mean bit rate instead of the planned quality, with the planned size. */
  private static final double OF_RATE = 0.01;

  /** The loss at the lowest quality, and when the logarithm of the sides falls by 1. */
  private static final double OF_QUALITY = 0.9;

  private static final double OF_SIDES = 1.5;

  private SizeLoss() {}

  /**
   * The loss of an output: the usual fall of the logarithm of its bytes by its lower quality and
   * its smaller sides. Qualities count by where they are between the planned and the lowest one of
   * the format. Videos have no such scale for mean bit rates, so only their sides count. Files of
   * sound lose with their bit rate.
   *
   * @param made the attempt of the output
   * @param worst the lowest quality of an image in its format
   * @return at least 0, which means that it has its planned settings
   */
  static double of(Attempt planned, Attempt made, int worst) {
    ExpectedPicture size = planned.expectation().picture();
    ExpectedPicture now = made.expectation().picture();
    if (size == null || now == null) {
      return ofSound(planned.settings().audio(), made.settings().audio());
    }
    double ofSides = OF_SIDES * -Math.log(Math.min(1, Math.sqrt(pixels(now) / pixels(size))));
    EncoderSettings.Image image = made.settings().image();
    EncoderSettings.Image wanted = planned.settings().image();
    if (image == null || wanted == null) {
      return ofSides + (made.settings().targetsRate() ? OF_RATE : 0);
    }
    double range = Math.max(1, wanted.quality() - worst);
    return ofSides + OF_QUALITY * Math.max(0, wanted.quality() - image.quality()) / range;
  }

  private static double ofSound(
      EncoderSettings.@Nullable Audio wanted, EncoderSettings.@Nullable Audio audio) {
    return wanted == null || audio == null
        ? 0
        : Math.max(0, Math.log((double) wanted.bitrateKbps() / audio.bitrateKbps()));
  }

  private static double pixels(ExpectedPicture picture) {
    return (double) picture.width() * picture.height();
  }
}
