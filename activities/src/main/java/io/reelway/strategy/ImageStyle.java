package io.reelway.strategy;

/** How an image is coded. */
public enum ImageStyle {
  /** Lossy, with the preset's quality and one colour for every four pixels (4:2:0). */
  PHOTO,
  /**
   * Lossy, with the preset's quality and, if the format supports it, a colour for each pixel
   * (4:4:4).
   */
  DRAWING,
  /** Lossless; only for WebP. */
  LOSSLESS
}
