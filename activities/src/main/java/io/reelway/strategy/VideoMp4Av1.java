package io.reelway.strategy;

import io.reelway.plan.MediaType;
import java.nio.file.Path;
import java.util.List;

/** AV1 and AAC in MP4: the smallest videos, for current browsers and devices. */
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
    return SvtAv1.ENCODER;
  }

  /** Apple's players do not play Opus in MP4. */
  @Override
  protected String soundEncoder() {
    return "aac";
  }

  @Override
  protected List<String> options(VideoTask task) {
    return SvtAv1.options(task);
  }

  @Override
  protected List<String> quality(int crf, int kbps) {
    return SvtAv1.quality(crf, kbps);
  }

  @Override
  protected List<String> rate(int kbps, int pass, Path log) {
    return SvtAv1.rate(kbps);
  }

  /** ffmpeg has no two passes for SVT-AV1. */
  @Override
  public boolean measuresFirst() {
    return false;
  }

  @Override
  protected String format() {
    return "mp4";
  }

  @Override
  protected List<String> container(VideoTask task) {
    return container(FrameDurations.ofDropped(task.attempt().expectation().duration()));
  }

  @Override
  protected List<String> joined(double end) {
    return container(FrameDurations.ofOrdered(end));
  }

  private static List<String> container(String length) {
    return List.of("-bsf:v", length, "-movflags", "+faststart");
  }
}
