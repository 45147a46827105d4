package io.reelway.image.format;

/**
 * Follows the frames of an animation, or of a still image that is stored like one, and finds out
 * whether the empty canvas is visible at any time. It knows the frames by their headers, so a frame
 * that may have transparent pixels counts as one that has them.
 */
final class CanvasCover {
  private boolean covered;
  private boolean shown;
  private boolean visible;

  /**
   * Draws the next frame.
   *
   * @param whole whether it has the size and the place of the canvas
   * @param transparent whether it may have transparent pixels
   * @param replaces whether it replaces what it covers; otherwise it is blended over it
   * @param disposal what happens to it after it was shown
   */
  void draw(boolean whole, boolean transparent, boolean replaces, Compositor.Disposal disposal) {
    boolean before = covered;
    if (!transparent) {
      covered |= whole;
    } else if (replaces) {
      covered = false;
    }
    shown = true;
    visible |= !covered;
    covered =
        switch (disposal) {
          case STAYS -> covered;
          case VANISHES -> false;
          case GIVES_BACK -> before;
        };
  }

  /** Whether every pixel is opaque at any time. */
  boolean isOpaque() {
    return shown && !visible;
  }
}
