package io.reelway.strategy;

/** How an image is coded. */
public enum ImageStyle {
  /** With the preset's quality, and one colour for every four pixels. */
  PHOTO,
  /** With the preset's quality, and a colour for every pixel where the format has room for it. */
  DRAWING,
  /** Every pixel as it is; only WebP. */
  LOSSLESS
}
