package io.reelway.strategy;

import io.reelway.plan.MediaType;
import java.nio.file.Path;
import java.util.List;

/** AV1 and Opus in WebM: the smallest videos, with the better sound at low bit rates. */
public final class VideoWebmAv1 extends VideoStrategy {
  public VideoWebmAv1() {
    super("video-webm-av1", MediaType.WEBM, Offer.ofWebm("av1"));
  }

  @Override
  public boolean keepsAlpha() {
    return false;
  }

  @Override
  protected String pictureEncoder() {
    return SvtAv1.ENCODER;
  }

  @Override
  protected String soundEncoder() {
    return "libopus";
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
    return "webm";
  }

  @Override
  protected List<String> container(VideoTask task) {
    return List.of("-bsf:v", FrameDurations.ofDropped(task.attempt().expectation().duration()));
  }

  @Override
  public boolean roundsToMilliseconds() {
    return true;
  }
}
