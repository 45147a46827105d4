package io.reelway.media;

import org.jspecify.annotations.Nullable;

/** A track that is seen: moving pictures, or an image. */
public sealed interface PictureTrack extends Track permits VideoTrack, ImageTrack {
  /** What it shows. */
  Picture picture();

  /** Average frames per second; {@code null} for images and where unknown. */
  @Nullable Rational frameRate();
}
