package io.reelway.encode;

import io.reelway.plan.Attempt;
import io.reelway.plan.EncoderSettings;
import io.reelway.plan.ExpectedPicture;
import java.util.Objects;
import java.util.Optional;

/**
 * The search for an image. One number, the sacrifice, stands for its settings: first, the quality
 * falls from the planned one to the lowest that looks acceptable; then, the picture becomes
 * smaller. The sacrifice is the expected fall of the logarithm of the bytes, so a few steps are
 * enough.
 */
final class ImageSizeSearch implements SizeSearch {
  private static final int WORST_QUALITY = 30;

  /** The sides of the smallest picture, as a share of the planned ones. */
  private static final double SMALLEST = 0.04;

  /** The fall for each step of quality, measured with WebP. */
  private static final double FALL_OF_QUALITY = 0.018;

  /** The fall when the logarithm of the sides falls by 1, measured with WebP. */
  private static final double FALL_OF_SIDES = 1.5;

  /** The share of the maximum that is aimed at. */
  private static final double AIM = 0.96;

  private final Attempt planned;
  private final long maxBytes;
  private final EncoderSettings.Image image;
  private final int worst;

  /** The sacrifice at which the quality is lowest. */
  private final double quality;

  /** The sacrifice at which the picture is smallest, too. */
  private final double largest;

  private double sacrifice;

  /** The largest sacrifice that is known to be too small, and the smallest that is enough. */
  private double tooSmall = -1;

  private double bytesTooSmall;
  private double enough = Double.POSITIVE_INFINITY;
  private double bytesEnough;

  /**
   * @param hasQuality whether a lower quality makes an output smaller; otherwise only a smaller
   *     picture does
   */
  ImageSizeSearch(Attempt planned, long maxBytes, boolean hasQuality) {
    this.planned = planned;
    this.maxBytes = maxBytes;
    this.image = Objects.requireNonNull(planned.settings().image(), "settings of an image");
    this.worst = hasQuality ? Math.min(WORST_QUALITY, image.quality()) : image.quality();
    this.quality = FALL_OF_QUALITY * (image.quality() - worst);
    this.largest = quality - FALL_OF_SIDES * Math.log(SMALLEST);
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
    if (tooSmall >= 0 && enough <= largest) {
      double slope = (Math.log(bytesEnough) - Math.log(bytesTooSmall)) / (enough - tooSmall);
      double between = tooSmall + (aim - Math.log(bytesTooSmall)) / slope;
      double margin = (enough - tooSmall) / 20;
      return Math.clamp(between, tooSmall + margin, enough - margin);
    }
    double step = Math.log((double) Math.max(1, bytes)) - aim;
    return Math.clamp(sacrifice + step, 0, largest);
  }

  private Attempt attempt(double wanted) {
    double share = quality == 0 ? 1 : Math.min(1, wanted / quality);
    int lower = (int) Math.round(image.quality() - share * (image.quality() - worst));
    double scale = Math.exp(Math.min(0, (quality - wanted) / FALL_OF_SIDES));
    ExpectedPicture size = planned.picture();
    return planned.with(
        planned.settings().with(image.with(lower)),
        planned.expectation().sized(scaled(size.width(), scale), scaled(size.height(), scale)));
  }

  private static int scaled(int side, double scale) {
    return (int) Math.max(1, Math.round(side * scale));
  }
}
