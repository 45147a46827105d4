package io.reelway.plan;

/**
 * What the picture of an output must be.
 *
 * @param shape how it changes over time
 * @param width width in pixels as displayed, at least 1
 * @param height height in pixels as displayed, at least 1
 * @param transparent whether its container must say that it is transparent
 * @param leastSimilarity minimum mean structural similarity to the encoder's input, 0 to 1; not
 *     used for copies
 */
public record ExpectedPicture(
    Shape shape, int width, int height, boolean transparent, double leastSimilarity) {
  public ExpectedPicture {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException("A picture has a size, not " + width + "x" + height);
    }
    if (!(leastSimilarity >= 0 && leastSimilarity <= 1)) {
      throw new IllegalArgumentException(
          "A similarity must be between 0 and 1, not " + leastSimilarity);
    }
  }

  /** How a picture changes over time. */
  public enum Shape {
    STILL,
    ANIMATION,
    VIDEO
  }
}
