package io.reelway.strategy;

import io.reelway.plan.Segment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The frames that the encoder of a segment receives before the segment. The rate control of an
 * encoder begins with a guess, and learns from the first frames how much each frame needs. In a
 * video that is encoded whole, it has learnt that long before. So the encoder of a segment receives
 * its first frames twice. The packets of the first time are dropped: the segment begins with a key
 * frame, so nothing refers to them.
 *
 * @param spacing seconds from one of these frames to the next
 * @param start when the segment begins, in seconds
 */
record WarmUp(double spacing, double start) {
  /** More frames change little; see decision 0105. No segment is shorter. */
  static final int FRAMES = 8;

  /** The warm-up of a segment; {@code null} for the first one, which begins like the whole. */
  static @Nullable WarmUp of(Segment segment) {
    if (segment.index() == 0 || segment.frames() < FRAMES) {
      return null;
    }
    // None of the frames may be before zero, where ffmpeg would drop it.
    double most = segment.start() / (FRAMES + 1);
    return new WarmUp(Math.min(most, segment.length() / segment.frames()), segment.start());
  }

  /**
   * The filters that repeat the first frames. The first time, they are shown before the segment.
   * The second time, they and all later frames have their own times again: the filter {@code loop}
   * has moved them by one amount, which the first repeated frame tells.
   */
  List<String> filters() {
    String before =
        "round((%s-(%d-N)*%s)/TB)"
            .formatted(VideoArguments.seconds(start), FRAMES, VideoArguments.seconds(spacing));
    String own = "if(eq(N,0),st(0,PTS));if(eq(N,%d),st(1,PTS-ld(0)));".formatted(FRAMES);
    return List.of(
        "loop=loop=1:size=%d:start=0".formatted(FRAMES),
        "setpts='%sif(lt(N,%d),%s,PTS-ld(1))'".formatted(own, FRAMES, before));
  }

  /** The arguments that begin the segment with a key frame and drop what was encoded before it. */
  List<String> arguments() {
    return List.of(
        "-force_key_frames",
        "expr:eq(n," + FRAMES + ")",
        "-bsf:v",
        "noise=drop=lt(n\\," + FRAMES + ")");
  }
}
