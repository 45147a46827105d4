package io.reelway.strategy;

import io.reelway.media.Rational;
import io.reelway.plan.MediaType;
import java.nio.file.Path;
import java.util.List;

/** HEVC and AAC in MP4: for Apple's devices and television sets. */
public final class VideoMp4Hevc extends VideoStrategy {
  private final String keyFrames;

  public VideoMp4Hevc() {
    this("");
  }

  private VideoMp4Hevc(String keyFrames) {
    super("video-mp4-hevc", MediaType.MP4, Offer.ofMp4("hevc"));
    this.keyFrames = keyFrames;
  }

  /**
   * The same without key frames where a scene begins. x265 ignores ffmpeg's option {@code
   * -sc_threshold}.
   */
  static VideoMp4Hevc withoutScenes() {
    return new VideoMp4Hevc(":scenecut=0");
  }

  @Override
  public boolean keepsAlpha() {
    return false;
  }

  /** x265 refuses sides below 16, and corrupts its memory at some sizes with one below 32. */
  @Override
  protected int shortestSide() {
    return 32;
  }

  @Override
  protected String pictureEncoder() {
    return "libx265";
  }

  @Override
  protected String soundEncoder() {
    return "aac";
  }

  /**
   * One frame at a time, and a rate control that does not depend on the progress of other threads:
   * otherwise two runs give different bytes. {@code info=0} removes x265's message about itself.
   */
  @Override
  protected List<String> options(VideoTask task) {
    Rational rate = task.frameRate();
    return List.of(
        "-preset",
        task.effort().choose("veryfast", "medium", "slow"),
        "-pix_fmt",
        "yuv420p",
        "-x265-params",
        "pools=%d:frame-threads=1:const-vbv=1:fps=%d/%d:info=0:log-level=error%s"
            .formatted(task.threads(), rate.numerator(), rate.denominator(), keyFrames));
  }

  /** The scale of x265 is that of x264; see decision 0107. */
  @Override
  protected List<String> quality(double crf, int kbps) {
    return ofFactor(crf, kbps);
  }

  @Override
  protected List<String> rate(int kbps, int pass, Path log) {
    return List.of("-b:v", kbps + "k", "-maxrate", 2 * kbps + "k", "-bufsize", 4 * kbps + "k");
  }

  /** One pass comes near enough, and takes half of the time. */
  @Override
  public boolean measuresFirst() {
    return false;
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

  /** Apple's players need the tag {@code hvc1}. */
  private static List<String> container(String length) {
    return List.of("-bsf:v", length, "-tag:v", "hvc1", "-movflags", "+faststart");
  }
}
