package io.reelway.strategy;

import io.reelway.media.Rational;
import java.time.Duration;
import java.util.Optional;

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
    return ofReordered("ld(0)");
  }

  /**
   * The same for a whole output, which may lack frames of its source at its end, or begin within a
   * frame. The last frame is shown until the end that the headers of the source announce, but only
   * as much longer as a frame that was dropped. A single frame may be shown for less than its time.
   */
  static String ofReordered(VideoTask task) {
    Duration length = changesTimes(task) ? task.pictureLength() : null;
    return length == null ? ofReordered() : ofReordered(last("ld(0)", length, task));
  }

  /** {@link #ofReordered(VideoTask)} for an encoder that keeps the order; empty if not needed. */
  static Optional<String> ofOrdered(VideoTask task) {
    Duration length = changesTimes(task) ? task.pictureLength() : null;
    return length == null
        ? Optional.empty()
        : Optional.of(
            "setts=duration='if(eq(NEXT_PTS,NOPTS),max(1,%s-PTS),DURATION)'"
                .formatted(last("(PTS+DURATION)", length, task)));
  }

  private static boolean changesTimes(VideoTask task) {
    return task.attempt().trims() || task.settings().frameRateCap() != null;
  }

  /** When the last frame ends, by the end that it has in the source. */
  private static String last(String own, Duration length, VideoTask task) {
    Rational cap = task.settings().frameRateCap();
    String latest =
        "min(%s/TB,%s+%s/TB)"
            .formatted(
                seconds(length), own, VideoArguments.seconds(cap == null ? 0 : 1 / cap.value()));
    return "if(eq(N,0),%s,max(%s,%s))".formatted(latest, own, latest);
  }

  private static String seconds(Duration length) {
    return VideoArguments.seconds(length.toNanos() / 1e9);
  }

  private static String ofReordered(String end) {
    return "setts=pts=PTS:dts=DTS:duration='st(0,max(ld(0),PTS+DURATION-STARTPTS));"
        + "if(eq(NEXT_DTS,NOPTS),max(1,"
        + end
        + "-DTS+STARTDTS),DURATION)'";
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
   * it. A part of a video may be a part of one frame.
   */
  static String ofDropped(VideoTask task) {
    Duration length =
        changesTimes(task) ? task.pictureLength() : task.attempt().expectation().duration();
    String rest = length == null ? "ld(0)" : seconds(length) + "/TB-PTS";
    String single = task.attempt().trims() ? "eq(N,0)+" : "";
    return ("setts=duration='if(eq(NEXT_PTS,NOPTS),st(1,%s);"
            + "max(1,if(%slte(ld(1),max(%d/TB,ld(0))),ld(1),ld(0))),"
            + "st(0,max(ld(0),NEXT_PTS-PTS));NEXT_PTS-PTS)'")
        .formatted(rest, single, LONGEST_LAST);
  }
}
