package io.reelway.media;

/**
 * The picture of a track as displayed: upright, with square pixels.
 *
 * @param width displayed width in pixels, at least 1: after rotation, with square pixels
 * @param height displayed height in pixels, at least 1: after rotation, with square pixels
 * @param pixelAspect width of a stored pixel over its height; 1/1 for square pixels
 * @param pixelFormat ffmpeg's name of the pixel format
 * @param alpha whether the pixel format carries transparency
 * @param colour its colour coding
 * @param rotation clockwise degrees a player turns the stored picture by: 0, 90, 180 or 270
 */
public record Picture(
    int width,
    int height,
    Rational pixelAspect,
    String pixelFormat,
    boolean alpha,
    Colour colour,
    int rotation) {
  public Picture {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException("A picture has a size, not " + width + "x" + height);
    }
  }

  /** An upright picture with square pixels and unknown colour coding. */
  public static Picture plain(int width, int height, String pixelFormat, boolean alpha) {
    return new Picture(
        width, height, Rational.ONE, pixelFormat, alpha, Colour.UNSPECIFIED, /* rotation= */ 0);
  }

  /** Pixels of one frame. */
  public long pixels() {
    return (long) width * height;
  }
}
