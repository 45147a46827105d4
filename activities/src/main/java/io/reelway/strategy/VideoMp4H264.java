package io.reelway.strategy;

import io.reelway.plan.Effort;
import io.reelway.plan.MediaType;
import io.reelway.plan.Segment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** H.264 and AAC in MP4: plays everywhere. */
public final class VideoMp4H264 extends VideoStrategy {
  /** Removes x264's SEI message about itself. */
  private static final String WITHOUT_NOTE = "filter_units=remove_types=6";

  /** The maximum number of frames before a cut that get more bits. */
  private static final int END_FRAMES = 8;

  /** A segment must have this many times as many frames, so that it grows by 1 % at most. */
  private static final int END_SHARE = 16;

  /** How many times as many bits they get. */
  private static final String END_FACTOR = "1.15";

  public VideoMp4H264() {
    super("video-mp4-h264", MediaType.MP4, Offer.ofMp4("h264"));
  }

  @Override
  public boolean keepsAlpha() {
    return false;
  }

  @Override
  protected String pictureEncoder() {
    return "libx264";
  }

  @Override
  protected String soundEncoder() {
    return "aac";
  }

  @Override
  protected List<String> quality(double crf, int kbps) {
    return ofFactor(crf, kbps);
  }

  @Override
  protected List<String> options(VideoTask task) {
    List<String> words = new ArrayList<>(preset(task.effort()));
    words.addAll(ending(task.segment()));
    words.addAll(
        List.of(
            "-profile:v",
            "high",
            "-pix_fmt",
            "yuv420p",
            "-threads",
            Integer.toString(task.threads())));
    return words;
  }

  /**
   * More bits for the end of a segment. x264 gives a frame fewer bits when it sees few frames after
   * it, which would make the picture worse before each cut; see decision 0105.
   */
  private static List<String> ending(@Nullable Segment segment) {
    long end = segment == null ? 0 : Math.min(END_FRAMES, segment.frames() / END_SHARE);
    if (segment == null || end == 0) {
      return List.of();
    }
    long frames = segment.frames() + (WarmUp.of(segment) == null ? 0 : WarmUp.FRAMES);
    return List.of(
        "-x264-params", "zones=%d,%d,b=%s".formatted(frames - end, frames - 1, END_FACTOR));
  }

  @Override
  protected boolean warmsUp() {
    return true;
  }

  /** The values were measured; see decisions 0020 and 0113. */
  private static List<String> preset(Effort effort) {
    return switch (effort) {
      case FAST ->
          List.of("-preset", "veryfast", "-partitions", "i4x4,i8x8,b8x8", "-motion-est", "dia");
      case BALANCED -> List.of("-preset", "medium");
      case THOROUGH -> List.of("-preset", "slower");
    };
  }

  /** Six steps double the bytes. */
  @Override
  public double fallOfFactor() {
    return Math.log(2) / 6;
  }

  @Override
  protected String format() {
    return "mp4";
  }

  @Override
  protected List<String> container(VideoTask task) {
    return container(FrameDurations.ofReordered(task));
  }

  @Override
  protected List<String> joined(double end) {
    return container(FrameDurations.ofReordered(end));
  }

  /** The bitstream filters of a video in fragments. */
  static String ofFragments(VideoTask task) {
    return WITHOUT_NOTE + "," + FrameDurations.ofFragments(task);
  }

  private static List<String> container(String length) {
    return List.of("-bsf:v", WITHOUT_NOTE + "," + length, "-movflags", "+faststart");
  }
}
