package io.reelway.media;

import org.jspecify.annotations.Nullable;

/**
 * A picture track of a source; a still image is a track of one frame.
 *
 * @param index its stream number in the container, from 0
 * @param codec ffmpeg's name of its codec
 * @param width displayed width in pixels: after rotation, with square pixels
 * @param height displayed height in pixels, likewise
 * @param pixelAspect width of a stored pixel over its height; 1/1 for square pixels
 * @param frameRate average frames per second; {@code null} for still images and where unknown
 * @param pixelFormat ffmpeg's name of the pixel format
 * @param alpha whether the pixel format carries transparency
 * @param interlaced whether the file says that a frame is two fields, half a frame apart in time
 * @param colour what its numbers stand for
 * @param rotation clockwise degrees a player turns the stored picture by: 0, 90, 180 or 270
 */
public record VideoTrack(
    int index,
    String codec,
    int width,
    int height,
    Rational pixelAspect,
    @Nullable Rational frameRate,
    String pixelFormat,
    boolean alpha,
    boolean interlaced,
    Colour colour,
    int rotation) {
  public VideoTrack {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException("A picture has a size, not " + width + "x" + height);
    }
  }
}
