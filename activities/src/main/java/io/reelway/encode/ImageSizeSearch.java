package io.reelway.encode;

import io.reelway.plan.Attempt;
import io.reelway.plan.EncoderSettings;
import io.reelway.plan.ExpectedPicture;
import java.util.Objects;
import java.util.Optional;

/**
 * The search for an image. One number, the sacrifice, stands for its settings: up to 1, the quality
 * falls from the planned one to the lowest that looks acceptable; above 1, the picture becomes
 * smaller. The logarithm of the bytes falls nearly evenly with it.
 */
final class ImageSizeSearch implements SizeSearch {
  private static final int WORST_QUALITY = 30;

  /** The sides of the smallest picture, as a share of the planned ones. */
  private static final double SMALLEST = 0.04;

  /** The sacrifice at which the picture is smallest. */
  private static final double LARGEST = 3;

  /** Expected change of the logarithm of the bytes when the sacrifice grows by 1. */
  private static final double SLOPE = -1.3;

  /** The share of the maximum that is aimed at. */
  private static final double AIM = 0.96;

  private final Attempt planned;
  private final long maxBytes;
  private double sacrifice;

  /** The largest sacrifice that is known to be too small, and the smallest that is enough. */
  private double tooSmall = -1;

  private double bytesTooSmall;
  private double enough = LARGEST + 1;
  private double bytesEnough;

  ImageSizeSearch(Attempt planned, long maxBytes) {
    this.planned = planned;
    this.maxBytes = maxBytes;
  }

  @Override
  public Attempt planned() {
    return planned;
  }

  /** An image takes tenths of a second, so it may be encoded more often than a video. */
  @Override
  public int most() {
    return 5;
  }

  @Override
  public boolean stopsEarly() {
    return false;
  }

  @Override
  public Optional<Attempt> next(Attempt last, long bytes, boolean whole) {
    if (bytes <= maxBytes) {
      if (sacrifice == 0 || bytes >= ENOUGH * maxBytes) {
        return Optional.empty();
      }
      enough = sacrifice;
      bytesEnough = bytes;
    } else {
      tooSmall = sacrifice;
      bytesTooSmall = bytes;
    }
    double wanted = wanted(bytes);
    if (wanted == sacrifice || !(wanted > tooSmall && wanted < enough)) {
      return Optional.empty();
    }
    sacrifice = wanted;
    return Optional.of(attempt(wanted));
  }

  /** The sacrifice at which the logarithm of the bytes is expected to reach its aim. */
  private double wanted(long bytes) {
    double aim = Math.log(maxBytes * AIM);
    if (tooSmall >= 0 && enough <= LARGEST) {
      double slope = (Math.log(bytesEnough) - Math.log(bytesTooSmall)) / (enough - tooSmall);
      double between = tooSmall + (aim - Math.log(bytesTooSmall)) / slope;
      double margin = (enough - tooSmall) / 20;
      return Math.clamp(between, tooSmall + margin, enough - margin);
    }
    double step = (aim - Math.log((double) Math.max(1, bytes))) / SLOPE;
    return Math.clamp(sacrifice + step, 0, LARGEST);
  }

  private Attempt attempt(double wanted) {
    EncoderSettings.Image image =
        Objects.requireNonNull(planned.settings().image(), "settings of an image");
    int worst = Math.min(WORST_QUALITY, image.quality());
    double quality = image.quality() - Math.min(1, wanted) * (image.quality() - worst);
    double scale = wanted <= 1 ? 1 : Math.pow(SMALLEST, (wanted - 1) / (LARGEST - 1));
    ExpectedPicture size = planned.picture();
    return planned.with(
        planned.settings().with(image.with((int) Math.round(quality))),
        planned.expectation().sized(scaled(size.width(), scale), scaled(size.height(), scale)));
  }

  private static int scaled(int side, double scale) {
    return (int) Math.max(1, Math.round(side * scale));
  }
}
