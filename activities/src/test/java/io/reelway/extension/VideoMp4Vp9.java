package io.reelway.extension;

import io.reelway.plan.MediaType;
import io.reelway.strategy.Offer;
import io.reelway.strategy.VideoStrategy;
import io.reelway.strategy.VideoTask;
import java.util.List;

/** VP9 in MP4, as an operator of a fork would add it. */
public final class VideoMp4Vp9 extends VideoStrategy {
  public VideoMp4Vp9() {
    super("video-mp4-vp9", MediaType.MP4, Offer.ofMp4("vp9"));
  }

  @Override
  public boolean keepsAlpha() {
    return false;
  }

  @Override
  protected String pictureEncoder() {
    return "libvpx-vp9";
  }

  @Override
  protected String soundEncoder() {
    return "libopus";
  }

  @Override
  protected List<String> options(VideoTask task) {
    return List.of("-deadline", "realtime");
  }

  @Override
  protected List<String> quality(double crf, int kbps) {
    return List.of("-crf", Double.toString(crf), "-b:v", kbps + "k");
  }

  @Override
  protected String format() {
    return "mp4";
  }
}
