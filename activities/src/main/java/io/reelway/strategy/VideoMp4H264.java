package io.reelway.strategy;

import io.reelway.plan.MediaType;
import java.util.List;

/** H.264 and AAC in MP4: plays everywhere. */
public final class VideoMp4H264 extends VideoStrategy {
  /** Removes x264's SEI message about itself. */
  private static final String WITHOUT_NOTE = "filter_units=remove_types=6";

  /**
   * Keeps the length of the video. MP4 stores durations in decoding order, in which the last frame
   * is not the last one shown. The duration of the frame that is shown last, and a gap before it,
   * would be lost. So the frame that is decoded last gets all the remaining time. It gets one tick
   * if the frames before it take more than the whole length.
   */
  private static final String WHOLE_LENGTH =
      "setts=pts=PTS:dts=DTS:duration='st(0,max(ld(0),PTS+DURATION-STARTPTS));"
          + "if(eq(NEXT_DTS,NOPTS),max(1,ld(0)-DTS+STARTDTS),DURATION)'";

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
  protected List<String> quality(int crf, int kbps) {
    return List.of(
        "-crf", Integer.toString(crf), "-maxrate", kbps + "k", "-bufsize", 2 * kbps + "k");
  }

  @Override
  protected List<String> options(VideoTask task) {
    return List.of(
        "-preset",
        "medium",
        "-profile:v",
        "high",
        "-pix_fmt",
        "yuv420p",
        "-threads",
        Integer.toString(task.threads()));
  }

  @Override
  protected String format() {
    return "mp4";
  }

  @Override
  protected List<String> container() {
    return container(WHOLE_LENGTH);
  }

  private static List<String> container(String length) {
    return List.of("-bsf:v", WITHOUT_NOTE + "," + length, "-movflags", "+faststart");
  }

  /** As {@link #WHOLE_LENGTH}, with a length that comes from the plan: NUT has no durations. */
  @Override
  protected List<String> joined(double end) {
    return container(
        ("setts=pts=PTS:dts=DTS:duration='if(eq(NEXT_DTS,NOPTS),"
                + "max(1,%s/TB-STARTPTS-DTS+STARTDTS),DURATION)'")
            .formatted(VideoArguments.seconds(end)));
  }
}
