package io.reelway.strategy;

import io.reelway.image.Animation;
import io.reelway.plan.MediaType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** AVIF: the smallest photos, at the price of a slower encoder. */
public final class ImageAvif extends ImageStrategy {
  private static final int LONGEST_SIDE = 32_768;

  /**
   * The CRF of the transparency, better than that of the colours: a slightly soft edge is visible
   * in the shape, but not in the colours.
   */
  private static final String ALPHA_CRF = "12";

  /** How much the CRF falls with each step of quality. */
  private static final double FACTOR = 0.72;

  public ImageAvif() {
    super("image-avif", MediaType.AVIF, LONGEST_SIDE);
  }

  @Override
  public Set<String> encoders() {
    return Set.of("libaom-av1");
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
  protected boolean hasAlphaApart() {
    return true;
  }

  @Override
  protected List<String> labels() {
    return List.of(
        "setparams=range=full:colorspace=smpte170m:color_primaries=bt709"
            + ":color_trc=iec61966-2-1");
  }

  @Override
  protected List<String> options(ImageTask task) {
    List<String> words = new ArrayList<>(List.of("-c:v", "libaom-av1"));
    Animation animation = task.animation();
    Duration length = task.attempt().expectation().duration();
    if (animation == null) {
      words.addAll(List.of("-still-picture", "1", "-usage", "allintra"));
      words.addAll(List.of("-cpu-used", task.effort().choose("8", "7", "5")));
    } else {
      words.addAll(List.of("-usage", "good", "-cpu-used", task.effort().choose("8", "8", "6")));
      words.addAll(List.of("-row-mt", "1"));
      words.addAll(List.of("-loop", Integer.toString(animation.plays())));
      if (length != null) {
        words.addAll(List.of("-bsf:v", FrameDurations.ofOrdered(length.toNanos() / 1e9)));
      }
    }
    int crf = crf(task.quality());
    words.addAll(List.of("-crf", Integer.toString(task.isIcon() ? crf / 2 : crf)));
    if (task.probe().picture().alpha()) {
      words.addAll(List.of("-crf:v:1", ALPHA_CRF));
    }
    words.addAll(List.of("-threads", Integer.toString(task.threads()), "-f", "avif"));
    return words;
  }

  /** From 82 on, its bytes fall to this quality as far as those of WebP fall to 30. */
  @Override
  public int worstQuality() {
    return 60;
  }

  @Override
  public double stepOfQuality() {
    return 1 / FACTOR;
  }

  /** The CRF that looks as good as WebP of that quality; see decision 0031. */
  private static int crf(int quality) {
    return Math.clamp(Math.round(82 - FACTOR * quality), 1, 63);
  }
}
