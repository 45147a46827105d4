package io.reelway.image;

import org.jspecify.annotations.Nullable;

/**
 * Width and height in pixels, as stored.
 *
 * @param width at least 1
 * @param height at least 1
 */
public record Canvas(int width, int height) {
  /**
   * The size that a header claims; {@code null} when a side is less than 1. A side longer than
   * {@link Integer#MAX_VALUE} is capped.
   */
  public static @Nullable Canvas claimed(long width, long height) {
    return width < 1 || height < 1
        ? null
        : new Canvas(
            (int) Math.min(Integer.MAX_VALUE, width), (int) Math.min(Integer.MAX_VALUE, height));
  }

  public long pixels() {
    return (long) width * height;
  }
}
