package io.reelway.plan;

import java.util.List;

/**
 * The sizes of a stream, between which a player switches.
 *
 * @param segmentSec length of a segment in seconds, above 0
 * @param steps the sizes, the largest first; at least one
 */
public record Ladder(double segmentSec, List<Step> steps) {
  public Ladder {
    steps = List.copyOf(steps);
    if (!(segmentSec > 0) || steps.isEmpty()) {
      throw new IllegalArgumentException(
          "A stream has segments and sizes, not " + steps + " in " + segmentSec + " s");
    }
  }

  /**
   * One size.
   *
   * @param width width in pixels as displayed
   * @param height height in pixels as displayed
   * @param crf constant rate factor; lower is better
   * @param bitrateKbps maximum bit rate in kbit/s
   */
  public record Step(int width, int height, int crf, int bitrateKbps) {
    /** Its name within the stream, e.g. {@code 720p}. */
    public String name() {
      return height + "p";
    }
  }
}
