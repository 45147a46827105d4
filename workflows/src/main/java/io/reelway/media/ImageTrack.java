package io.reelway.media;

import org.jspecify.annotations.Nullable;

/**
 * The picture of an image, still or animated.
 *
 * @param index its stream number in the container, from 0
 * @param codec ffmpeg's name of its codec
 * @param picture the picture
 * @param animated whether the file is an animation, even one of a single frame
 * @param frames number of frames, at least 1
 */
public record ImageTrack(int index, String codec, Picture picture, boolean animated, int frames)
    implements PictureTrack {
  public ImageTrack {
    if (frames < 1) {
      throw new IllegalArgumentException("An image has at least one frame, not " + frames);
    }
  }

  /** Always {@code null}: the frames of an animation have individual durations. */
  @Override
  public @Nullable Rational frameRate() {
    return null;
  }
}
