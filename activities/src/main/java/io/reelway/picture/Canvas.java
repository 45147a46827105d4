package io.reelway.picture;

/**
 * Width and height in pixels, as stored.
 *
 * @param width at least 1
 * @param height at least 1
 */
public record Canvas(int width, int height) {
  public long pixels() {
    return (long) width * height;
  }
}
