package io.reelway.media;

import org.jspecify.annotations.Nullable;

/** A visible track: a video or an image. */
public sealed interface PictureTrack extends Track permits VideoTrack, ImageTrack {
  /** The picture. */
  Picture picture();

  /** Average frames per second; {@code null} for images and where unknown. */
  @Nullable Rational frameRate();
}
