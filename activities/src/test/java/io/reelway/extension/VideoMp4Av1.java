package io.reelway.extension;

import io.reelway.plan.MediaType;
import io.reelway.strategy.Offer;
import io.reelway.strategy.VideoStrategy;
import io.reelway.strategy.VideoTask;
import java.util.List;

/** AV1 in MP4, as an operator of a fork would add it. */
public final class VideoMp4Av1 extends VideoStrategy {
  public VideoMp4Av1() {
    super("video-mp4-av1", MediaType.MP4, Offer.ofMp4("av1"));
  }

  @Override
  public boolean keepsAlpha() {
    return false;
  }

  @Override
  protected String pictureEncoder() {
    return "libsvtav1";
  }

  @Override
  protected String soundEncoder() {
    return "libopus";
  }

  @Override
  protected List<String> options(VideoTask task) {
    return List.of("-preset", "10", "-svtav1-params", "rc=0");
  }

  @Override
  protected List<String> quality(int crf, int kbps) {
    return List.of("-crf", Integer.toString(crf));
  }

  @Override
  protected String format() {
    return "mp4";
  }
}
