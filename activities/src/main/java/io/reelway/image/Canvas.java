package io.reelway.image;

import org.jspecify.annotations.Nullable;

/**
 * Width and height in pixels, as stored.
 *
 * @param width at least 1
 * @param height at least 1
 */
public record Canvas(int width, int height) {
  /** What a header claims; nothing when it claims no size. */
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
