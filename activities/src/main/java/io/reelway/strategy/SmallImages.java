package io.reelway.strategy;

import io.reelway.plan.ExpectedPicture;

/** Enlarges small images for a comparison: the ssim filter compares windows of 8 by 8 pixels. */
public final class SmallImages {
  /** The minimum length of each side in pixels. */
  private static final int SMALLEST = 16;

  private SmallImages() {}

  /** The filter for an image of that size; it does nothing to larger ones. */
  public static String enlarged(ExpectedPicture picture) {
    int width = picture.width();
    int height = picture.height();
    return Math.min(width, height) >= SMALLEST
        ? "null"
        : "scale=%d:%d:flags=neighbor"
            .formatted(Math.max(SMALLEST, width), Math.max(SMALLEST, height));
  }
}
