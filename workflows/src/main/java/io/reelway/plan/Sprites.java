package io.reelway.plan;

/**
 * The images of a storyboard: many small pictures on a few large ones.
 *
 * @param intervalSec seconds from one picture to the next, above 0
 * @param width width of a picture in pixels
 * @param height height of a picture in pixels
 * @param columns pictures side by side on one image
 * @param rows pictures below each other on one image
 * @param quality quality on the scale of WebP, 1 to 100
 */
public record Sprites(
    double intervalSec, int width, int height, int columns, int rows, int quality) {
  public Sprites {
    if (!(intervalSec > 0) || width < 1 || height < 1 || columns < 1 || rows < 1) {
      throw new IllegalArgumentException(
          "Not a storyboard: %d x %d pictures of %d x %d, every %s s"
              .formatted(columns, rows, width, height, intervalSec));
    }
  }

  /** The number of pictures on one image. */
  public int perImage() {
    return columns * rows;
  }
}
