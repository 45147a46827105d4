package io.reelway.strategy;

import io.reelway.plan.ExpectedPicture;
import io.reelway.plan.QualityMetric;

/**
 * Enlarges small images for a comparison. The ssim filter compares windows of 8 by 8 pixels. The
 * xpsnr filter divides by zero below 2025 pixels, and finds no difference in an image that is less
 * than 5 pixels wide.
 */
public final class SmallImages {
  /** The minimum length of each side in pixels for SSIM. */
  private static final int SMALLEST = 16;

  /** The minimum number of pixels for XPSNR, and of pixels in a row or column. */
  private static final int FEWEST = 2025;

  private static final int NARROWEST = 8;

  /** The minimum length of each side of an image that is enlarged for XPSNR; its square is more. */
  private static final int REPEATED = 48;

  private SmallImages() {}

  /** The filter for an image of that size; it does nothing to larger ones. */
  public static String enlarged(QualityMetric metric, ExpectedPicture picture) {
    return switch (metric) {
      case SSIM -> forSsim(picture.width(), picture.height());
      case XPSNR -> forXpsnr(picture.width(), picture.height());
    };
  }

  private static String forSsim(int width, int height) {
    return Math.min(width, height) >= SMALLEST
        ? "null"
        : scaled(Math.max(SMALLEST, width), Math.max(SMALLEST, height));
  }

  private static String forXpsnr(int width, int height) {
    return Math.min(width, height) >= NARROWEST && (long) width * height >= FEWEST
        ? "null"
        : scaled(repeated(width), repeated(height));
  }

  /** Whole multiples show each pixel equally often, so all count alike. */
  private static int repeated(int length) {
    return length * Math.ceilDiv(REPEATED, length);
  }

  private static String scaled(int width, int height) {
    return "scale=%d:%d:flags=neighbor".formatted(width, height);
  }
}
