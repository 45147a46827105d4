package io.reelway.plan;

/**
 * The middle of a picture that is kept.
 *
 * @param width share of the width, above 0, at most 1
 * @param height share of the height, above 0, at most 1
 */
public record Crop(double width, double height) {
  public Crop {
    if (!(width > 0 && width <= 1 && height > 0 && height <= 1)) {
      throw new IllegalArgumentException("Not a part of a picture: " + width + " x " + height);
    }
  }
}
