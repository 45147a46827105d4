package io.reelway.strategy;

/**
 * The frame with which a part of a video begins. All times are seconds after the start of the
 * source.
 *
 * @param begin when the frame begins; at most the start of the part
 * @param reading where reading begins, if the container has an index: at {@code begin}, or earlier
 *     where a search for {@code begin} would find a later key frame; 0 or more
 * @param delay how long after the start of the source ffmpeg begins to count, because it knows only
 *     the tracks that it uses; 0 or more
 * @param near whether reading begins there even without an index. Then the frame may be a later one
 */
public record FirstFrame(double begin, double reading, double delay, boolean near) {
  public FirstFrame {
    if (!(reading >= 0 && reading <= begin && delay >= 0)) {
      throw new IllegalArgumentException(
          "Not a first frame: %s s, read from %s s, delay %s s".formatted(begin, reading, delay));
    }
  }

  /** A frame that is found by the index, if there is one. */
  public FirstFrame(double begin, double reading, double delay) {
    this(begin, reading, delay, false);
  }

  /** The first frame at or after a time, as ffmpeg finds it. */
  public static FirstFrame at(double time) {
    return new FirstFrame(time, time, 0);
  }

  /**
   * A frame at or soon after a time, found without reading all before it: without an index, the
   * first one that decodes there.
   */
  public static FirstFrame near(double time) {
    return new FirstFrame(time, time, 0, true);
  }
}
