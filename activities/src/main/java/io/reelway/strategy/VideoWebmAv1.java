package io.reelway.strategy;

import io.reelway.plan.MediaType;
import java.util.List;

/** AV1 and Opus in WebM: the smallest videos, with the better sound at low bit rates. */
public final class VideoWebmAv1 extends SvtAv1 {
  public VideoWebmAv1() {
    super("video-webm-av1", MediaType.WEBM, Offer.ofWebm("av1"));
  }

  @Override
  protected String soundEncoder() {
    return "libopus";
  }

  @Override
  protected String format() {
    return "webm";
  }

  @Override
  protected List<String> container(VideoTask task) {
    return List.of("-bsf:v", FrameDurations.ofDropped(task));
  }

  @Override
  public boolean roundsToMilliseconds() {
    return true;
  }
}
