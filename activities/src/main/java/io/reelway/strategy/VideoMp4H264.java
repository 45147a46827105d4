package io.reelway.strategy;

import io.reelway.plan.Effort;
import io.reelway.plan.MediaType;
import java.util.ArrayList;
import java.util.List;

/** H.264 and AAC in MP4: plays everywhere. */
public final class VideoMp4H264 extends VideoStrategy {
  /** Removes x264's SEI message about itself. */
  private static final String WITHOUT_NOTE = "filter_units=remove_types=6";

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

  /** The values were measured; see decisions 0020 and 0113. */
  private static List<String> preset(Effort effort) {
    return switch (effort) {
      case FAST -> List.of("-preset", "veryfast", "-partitions", "i4x4,i8x8,b8x8");
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

  /** The bitstream filters of a whole video. */
  static String bitstream(VideoTask task) {
    return WITHOUT_NOTE + "," + FrameDurations.ofReordered(task);
  }

  private static List<String> container(String length) {
    return List.of("-bsf:v", WITHOUT_NOTE + "," + length, "-movflags", "+faststart");
  }
}
