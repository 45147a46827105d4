package io.reelway.strategy;

import io.reelway.image.Animation;
import io.reelway.image.format.AnimatedWebp;
import io.reelway.plan.Attempt;
import io.reelway.plan.Effort;
import io.reelway.plan.MediaType;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** WebP: small photos, transparent pictures, animations, and drawings without any loss. */
public final class ImageWebp extends ImageStrategy {
  private static final int LONGEST_SIDE = 16_383;

  public ImageWebp() {
    super("image-webp", MediaType.WEBP, LONGEST_SIDE);
  }

  /** The attempt as a lossless WebP; empty when WebP does not support its size. */
  public Optional<Attempt> lossless(Attempt attempt) {
    return holds(attempt) ? Optional.of(attempt.with(id(), type())) : Optional.empty();
  }

  @Override
  public Set<String> encoders() {
    return Set.of("libwebp", "libwebp_anim");
  }

  @Override
  public boolean keepsAlpha() {
    return true;
  }

  @Override
  protected boolean keepsAnimation() {
    return true;
  }

  /** How libwebp turns a quality into a quantiser: with a bend at 75, and a cube root. */
  @Override
  public double evenly(double quality) {
    double part = quality / 100;
    return Math.cbrt(part < 0.75 ? part * 2 / 3 : 2 * part - 1);
  }

  /** WebP has a colour for each pixel only in lossless mode. */
  @Override
  protected boolean hasFullColours() {
    return false;
  }

  @Override
  protected boolean hasLosslessMode() {
    return true;
  }

  @Override
  protected boolean isLossless(ImageTask task) {
    return task.style() == ImageStyle.LOSSLESS || task.isIcon();
  }

  @Override
  protected String range() {
    return "limited";
  }

  /** The effort on libwebp's scale, 0 to 6, which is measured in decision 0113. */
  static String level(Effort effort) {
    return effort.choose("2", "4", "6");
  }

  @Override
  protected List<String> options(ImageTask task) {
    List<String> words = new ArrayList<>();
    Animation animation = task.animation();
    if (animation == null) {
      words.addAll(List.of("-c:v", "libwebp"));
    } else {
      words.addAll(List.of("-c:v", "libwebp_anim", "-loop", Integer.toString(animation.plays())));
    }
    words.addAll(
        isLossless(task)
            ? List.of("-lossless", "1")
            : List.of("-quality", Integer.toString(task.quality())));
    words.addAll(List.of("-compression_level", level(task.effort()), "-f", "webp"));
    return words;
  }

  /** Corrects the delay of the last frame, which the encoder does not know. */
  @Override
  public void finish(Path output, Duration length) throws IOException {
    AnimatedWebp.correct(output, length);
  }
}
