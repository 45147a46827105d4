package io.reelway.strategy;

import io.reelway.plan.MediaType;
import java.util.List;

/** AV1 and AAC in MP4: the smallest videos, for current browsers and devices. */
public final class VideoMp4Av1 extends SvtAv1 {
  public VideoMp4Av1() {
    super("video-mp4-av1", MediaType.MP4, Offer.ofMp4("av1"));
  }

  /** Apple's players do not play Opus in MP4. */
  @Override
  protected String soundEncoder() {
    return "aac";
  }

  @Override
  protected String format() {
    return "mp4";
  }

  @Override
  protected List<String> container(VideoTask task) {
    return container(FrameDurations.ofDropped(task));
  }

  @Override
  protected List<String> joined(double end) {
    return container(FrameDurations.ofOrdered(end));
  }

  private static List<String> container(String length) {
    return List.of("-bsf:v", length, "-movflags", "+faststart");
  }
}
