package io.reelway.strategy;

import io.reelway.media.Rational;
import io.reelway.plan.Excerpt;
import io.reelway.plan.Expectation;
import java.time.Duration;
import java.util.Optional;

/**
 * Bitstream filters that keep the length of a video. Formats store how long each frame is shown,
 * but nothing tells this of the last frame except the frame itself.
 */
final class FrameDurations {
  /** The longest last frame in seconds that is believed without a similar one before it. */
  private static final int LONGEST_LAST = 1;

  /**
   * The maximum number of frames that are decoded after one that is shown later: x264 {@code
   * slower} has eight. Each of them is decoded a tick after the one before it.
   */
  private static final int FOLLOWERS = 8;

  /**
   * Sets 0 to the end of the frames so far, from the first one, and 3 to the time at which this one
   * is decoded. A constant rate needs no change.
   */
  private static final String EARLY_ENOUGH =
      ("st(1,PTS+DURATION-STARTPTS);"
              + "st(2,if(gte(ld(1),ld(0)),PTS-STARTPTS,ld(0)-%d));"
              + "st(0,max(ld(0),ld(1)));"
              + "st(3,max(PREV_OUTDTS+1,min(DTS,ld(2)+STARTDTS)))")
          .formatted(FOLLOWERS + 1);

  private FrameDurations() {}

  /**
   * For encoders that change the order of frames and keep their durations. MP4 stores durations in
   * decoding order, in which the last frame is not the last one shown. The duration of the frame
   * that is shown last, and a gap before it, would be lost. So the frame that is decoded last gets
   * all the remaining time. The frames before it may take more than that, because the encoder
   * decodes the first ones earlier by a long distance between them. Then it gets one tick, or its
   * own duration if it is also shown last.
   *
   * <p>A whole output may lack frames of its source at its end, or begin within a frame. The last
   * frame is shown until the end that the headers of the source announce, but only as much longer
   * as a frame that was dropped. A single frame may be shown for less than its time.
   */
  static String ofReordered(VideoTask task) {
    return ("setts=pts=PTS:dts=DTS:duration='st(1,gte(PTS+DURATION-STARTPTS,ld(0)));"
            + "st(0,max(ld(0),PTS+DURATION-STARTPTS));"
            + "if(eq(NEXT_DTS,NOPTS),"
            + "max(1,%s-if(ld(1),min(DTS-STARTDTS,PTS-STARTPTS),DTS-STARTDTS)),%s)'")
        .formatted(end(task), shown(task));
  }

  /**
   * The duration of a frame that is not decoded last. MP4 keeps only the times between such frames,
   * but its edit list ends with the frame that is shown last. After it, frames may be dropped.
   */
  private static String shown(VideoTask task) {
    Rational cap = task.settings().frameRateCap();
    Duration length = task.pictureEnd();
    return cap == null || length == null
        ? within("PTS-STARTPTS", "DURATION", task)
        : "max(DURATION,min(%s/TB,PTS+DURATION+%s/TB)-PTS)"
            .formatted(seconds(length), VideoArguments.seconds(1 / cap.value()));
  }

  private static String end(VideoTask task) {
    Duration length = changesTimes(task) ? task.pictureEnd() : null;
    return length == null
        ? within("0", "ld(0)", task)
        : last("ld(0)", seconds(length) + "/TB-STARTPTS", task);
  }

  /**
   * A duration that ends with an excerpt at the latest. It matters for a source that tells no
   * length: that of others ends as announced.
   *
   * @param begin when it begins
   * @param own the duration
   */
  private static String within(String begin, String own, VideoTask task) {
    Excerpt part = task.attempt().excerpt();
    return part == null || part.duration() == null || task.probe().silentLength() != null
        ? own
        : "max(1,min(%s,%s/TB-%s))".formatted(own, VideoArguments.seconds(part.duration()), begin);
  }

  /**
   * The same for fragments, whose sum of durations is all that tells when the video ends. The
   * encoder decodes the first frames earlier than they are shown, by their distances. If those are
   * longer than the distances at the end, the durations take more than the whole length. So a frame
   * is decoded as early as its fragment would end otherwise: a frame that is shown later than all
   * before it, as much before its own time as the first frame; and others in the last ticks before
   * the end.
   */
  static String ofFragments(VideoTask task) {
    return ("setts=pts=PTS:dts='%1$s;ld(3)':duration='%1$s;"
            + "if(eq(NEXT_DTS,NOPTS),max(1,%2$s-ld(3)+STARTDTS),DURATION)'")
        .formatted(EARLY_ENOUGH, end(task));
  }

  /** {@link #ofReordered(VideoTask)} for an encoder that keeps the order; empty if not needed. */
  static Optional<String> ofOrdered(VideoTask task) {
    Duration length = changesTimes(task) ? task.pictureEnd() : null;
    if (length == null) {
      String within = within("PTS", "DURATION", task);
      return within.equals("DURATION")
          ? Optional.empty()
          : Optional.of("setts=duration='" + within + "'");
    }
    return Optional.of(
        "setts=duration='if(eq(NEXT_PTS,NOPTS),max(1,%s-PTS),DURATION)'"
            .formatted(last("(PTS+DURATION)", seconds(length) + "/TB", task)));
  }

  private static boolean changesTimes(VideoTask task) {
    return task.attempt().trims() || task.settings().frameRateCap() != null;
  }

  /**
   * When the last frame ends, by the end that it has in the source.
   *
   * @param own its end by its own duration, in ticks
   * @param announced its end by the headers, in ticks from the same time
   */
  private static String last(String own, String announced, VideoTask task) {
    Rational cap = task.settings().frameRateCap();
    String latest =
        "min(%s,%s+%s/TB)"
            .formatted(announced, own, VideoArguments.seconds(cap == null ? 0 : 1 / cap.value()));
    return "if(eq(N,0),%s,max(%s,%s))".formatted(latest, own, latest);
  }

  private static String seconds(Duration length) {
    return VideoArguments.seconds(length.toNanos() / 1e9);
  }

  /**
   * As {@link #ofReordered(VideoTask)}, for segments, which do not store durations. The edit list
   * of the output ends with the packet that lasts longest, so each one lasts to the end; in
   * between, only the times of the packets count.
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
    Expectation expected = task.attempt().expectation();
    Duration length =
        changesTimes(task) || !expected.sound() ? task.pictureEnd() : expected.duration();
    String rest = length == null ? within("PTS", "ld(0)", task) : seconds(length) + "/TB-PTS";
    String single = task.attempt().trims() ? "eq(N,0)+" : "";
    return ("setts=duration='if(eq(NEXT_PTS,NOPTS),st(1,%s);"
            + "max(1,if(%slte(ld(1),max(%d/TB,ld(0))),ld(1),ld(0))),"
            + "st(0,max(ld(0),NEXT_PTS-PTS));NEXT_PTS-PTS)'")
        .formatted(rest, single, LONGEST_LAST);
  }
}
