package io.reelway.strategy;

import io.reelway.media.PictureTrack;
import io.reelway.media.Rational;
import io.reelway.media.VideoTrack;
import io.reelway.spec.OutputSpec;
import org.jspecify.annotations.Nullable;

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

  /**
   * Sources keep all frames up to this multiple of the maximum frame rate, because a camera's clock
   * may run a little fast.
   */
  private static final double CLOCK = 121.0 / 120;

  /**
   * The frame rate to which a video is reduced; {@code null} to keep all frames. The rate of a
   * source may be unknown, or vary around its average; then its frames are checked only if a
   * maximum was asked for.
   */
  static @Nullable Rational of(PictureTrack track, @Nullable Double asked) {
    if (asked != null) {
      boolean slow = track instanceof VideoTrack video && video.isWithin(asked * CLOCK);
      return slow ? null : Rational.of(asked);
    }
    Rational rate = track.frameRate();
    boolean exceeds = rate != null && rate.value() > OutputSpec.FASTEST * CLOCK;
    return exceeds ? Rational.of(OutputSpec.FASTEST) : null;
  }

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
