package io.reelway.strategy;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Bitstream filters that keep the length of a video. Formats store how long each frame is shown,
 * but nothing tells this of the last frame except the frame itself.
 */
final class FrameDurations {
  /** The longest last frame in seconds that is believed without a similar one before it. */
  private static final int LONGEST_LAST = 1;

  private FrameDurations() {}

  /**
   * For encoders that change the order of frames and keep their durations. MP4 stores durations in
   * decoding order, in which the last frame is not the last one shown. The duration of the frame
   * that is shown last, and a gap before it, would be lost. So the frame that is decoded last gets
   * all the remaining time. It gets one tick if the frames before it take more than the whole
   * length.
   */
  static String ofReordered() {
    return "setts=pts=PTS:dts=DTS:duration='st(0,max(ld(0),PTS+DURATION-STARTPTS));"
        + "if(eq(NEXT_DTS,NOPTS),max(1,ld(0)-DTS+STARTDTS),DURATION)'";
  }

  /**
   * As {@link #ofReordered()}, for segments, which do not store durations. The edit list of the
   * output ends with the packet that lasts longest, so each one lasts to the end; in between, only
   * the times of the packets count.
   *
   * @param end when the last frame ends, in seconds
   */
  static String ofReordered(double end) {
    return ("setts=pts=PTS:dts=DTS:duration='if(eq(NEXT_DTS,NOPTS),"
            + "max(1,%1$s/TB-STARTPTS-DTS+STARTDTS),max(1,%1$s/TB-PTS))'")
        .formatted(VideoArguments.seconds(end));
  }

  /**
   * For segments of an encoder that keeps the order of frames.
   *
   * @param end when the last frame ends, in seconds
   */
  static String ofOrdered(double end) {
    return "setts=duration='if(eq(NEXT_PTS,NOPTS),max(1,%s/TB-PTS),DURATION)'"
        .formatted(VideoArguments.seconds(end));
  }

  /**
   * For an encoder that keeps the order of frames and drops their durations. The last frame is
   * shown until the end that the headers of the source announce. A source that is cut off announces
   * an end long after its last frame: then the last frame is shown as long as the longest before
   * it.
   *
   * @param length the announced length; {@code null} if unknown
   */
  static String ofDropped(@Nullable Duration length) {
    String rest =
        length == null ? "ld(0)" : VideoArguments.seconds(length.toNanos() / 1e9) + "/TB-PTS";
    return ("setts=duration='if(eq(NEXT_PTS,NOPTS),st(1,%s);"
            + "max(1,if(lte(ld(1),max(%d/TB,ld(0))),ld(1),ld(0))),"
            + "st(0,max(ld(0),NEXT_PTS-PTS));NEXT_PTS-PTS)'")
        .formatted(rest, LONGEST_LAST);
  }
}
