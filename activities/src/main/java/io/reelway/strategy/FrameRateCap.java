package io.reelway.strategy;

import io.reelway.media.Rational;

/**
 * Drops frames above a frame rate: the first frame in each slot of time stays. It never repeats a
 * frame, as ffmpeg's fps filter would.
 *
 * @param rate maximum frames per second
 */
public record FrameRateCap(Rational rate) {
  /**
   * A frame belongs to a slot even if it is early by this share of the slot: containers round times
   * to 1 ms.
   */
  private static final double TOLERANCE = 0.05;

  /** The filter that does it. */
  String filter() {
    String slot = "floor(%s*(" + rate + ")+" + TOLERANCE + ")";
    return "select='isnan(prev_selected_t)+gt("
        + slot.formatted("t")
        + ","
        + slot.formatted("prev_selected_t")
        + ")'";
  }

  /**
   * Whether a frame stays.
   *
   * @param time its time in seconds
   * @param former the time of the frame that stayed before it
   */
  public boolean keeps(double time, double former) {
    return slot(time) > slot(former);
  }

  private double slot(double time) {
    return Math.floor(time * rate.value() + TOLERANCE);
  }
}
