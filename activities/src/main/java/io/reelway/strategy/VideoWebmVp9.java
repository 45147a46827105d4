package io.reelway.strategy;

import io.reelway.plan.MediaType;
import java.util.List;

/** VP9 and Opus in WebM: smaller than H.264, and transparent where the source is. */
public final class VideoWebmVp9 extends VideoStrategy {
  public VideoWebmVp9() {
    super("video-webm-vp9", MediaType.WEBM, Offer.ofWebm("vp9"));
  }

  @Override
  public boolean keepsAlpha() {
    return true;
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
  protected List<String> quality(double crf, int kbps) {
    return List.of("-crf", Long.toString(Math.round(crf)), "-b:v", kbps + "k");
  }

  @Override
  public double worstFactor() {
    return 63;
  }

  /** The encoder takes whole factors only. */
  @Override
  public double stepOfFactor() {
    return 1;
  }

  /** The values were measured; see decisions 0020 and 0113. */
  @Override
  protected List<String> options(VideoTask task) {
    return List.of(
        "-deadline",
        task.effort().choose("realtime", "good", "good"),
        "-cpu-used",
        task.effort().choose("4", "3", "1"),
        "-row-mt",
        "1",
        "-tile-columns",
        "0",
        "-frame-parallel",
        "0",
        "-g",
        "240",
        "-pix_fmt",
        task.probe().picture().alpha() ? "yuva420p" : "yuv420p",
        "-threads",
        Integer.toString(task.threads()));
  }

  @Override
  protected String format() {
    return "webm";
  }

  @Override
  protected List<String> container(VideoTask task) {
    return FrameDurations.ofOrdered(task)
        .map(length -> List.of("-bsf:v", length))
        .orElse(List.of());
  }

  /** WebM keeps the colours and the transparency, which the stream itself does not tell. */
  @Override
  protected String segmentFormat() {
    return format();
  }

  @Override
  public String segmentDemuxer() {
    return "matroska";
  }

  @Override
  public boolean roundsToMilliseconds() {
    return true;
  }
}
