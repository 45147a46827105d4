package io.reelway.strategy;

import io.reelway.media.Picture;
import io.reelway.media.Probe;
import io.reelway.media.VideoTrack;
import io.reelway.plan.Attempt;
import io.reelway.plan.ExpectedPicture;
import io.reelway.plan.MediaType;
import java.util.List;
import java.util.Set;

/**
 * The frames of an animation as a video without loss, from which a video is encoded. It is no
 * output of its own, so it is not registered.
 */
public final class AnimationFrames extends ImageStrategy {
  /** Options to open the frames again. */
  public static final List<String> OPENING =
      List.of("-f", "nut", "-protocol_whitelist", "file,pipe", "-codec_whitelist", "ffv1");

  /** ffmpeg's name of the format, which keeps the times of frames but not the last duration. */
  public static final String FORMAT = "nut";

  private static final int LONGEST_SIDE = 32_767;

  public AnimationFrames() {
    super("animation-frames", new MediaType("video/nut"), LONGEST_SIDE);
  }

  /** The facts of the frames of an animation. */
  public static Probe probe(Probe animation, Attempt attempt) {
    ExpectedPicture size = attempt.picture();
    Picture picture =
        Picture.plain(size.width(), size.height(), "bgra", animation.picture().alpha());
    return new Probe(
        FORMAT,
        FORMAT,
        attempt.expectation().duration(),
        List.of(new VideoTrack(0, "ffv1", picture, null, false)),
        List.of());
  }

  @Override
  public Set<String> encoders() {
    return Set.of("ffv1");
  }

  @Override
  public boolean keepsAlpha() {
    return true;
  }

  @Override
  protected boolean keepsAnimation() {
    return true;
  }

  @Override
  protected boolean isLossless(ImageTask task) {
    return true;
  }

  @Override
  protected List<String> options(ImageTask task) {
    return List.of("-c:v", "ffv1", "-f", FORMAT);
  }
}
