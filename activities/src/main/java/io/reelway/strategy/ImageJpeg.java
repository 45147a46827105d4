package io.reelway.strategy;

import io.reelway.plan.MediaType;
import java.util.List;
import java.util.Set;

/** JPEG: every viewer shows it. It supports neither transparency nor animation. */
public final class ImageJpeg extends ImageStrategy {
  /** The quantiser scale has whole numbers, each of which is so many steps of quality. */
  private static final double STEP = 5.6;

  private static final int LONGEST_SIDE = 65_500;

  public ImageJpeg() {
    super("image-jpeg", MediaType.JPEG, LONGEST_SIDE);
  }

  @Override
  public Set<String> encoders() {
    return Set.of("mjpeg");
  }

  @Override
  public boolean keepsAlpha() {
    return false;
  }

  @Override
  protected boolean keepsAnimation() {
    return false;
  }

  @Override
  protected List<String> options(ImageTask task) {
    return List.of(
        "-c:v",
        "mjpeg",
        "-q:v",
        Integer.toString(scale(task.quality())),
        "-huffman",
        "optimal",
        "-f",
        "mjpeg");
  }

  @Override
  public double stepOfQuality() {
    return STEP;
  }

  /** The size depends on the logarithm of the quantiser scale, which is at least 2. */
  @Override
  public double evenly(double quality) {
    return -Math.log(Math.max(2 * STEP, 100 - quality));
  }

  /** The quantiser scale that looks as good as WebP of that quality; see decision 0031. */
  private static int scale(int quality) {
    return Math.clamp(Math.round((100 - quality) / STEP), 2, 31);
  }
}
