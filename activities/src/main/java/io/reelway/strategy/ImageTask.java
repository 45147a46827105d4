package io.reelway.strategy;

import io.reelway.image.Animation;
import io.reelway.media.Probe;
import io.reelway.plan.Attempt;
import io.reelway.plan.Effort;
import io.reelway.plan.Excerpt;
import io.reelway.plan.ExpectedPicture;
import io.reelway.plan.ExpectedPicture.Shape;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One encode of an image.
 *
 * @param input the input of ffmpeg
 * @param probe the measured facts of the source
 * @param attempt the planned output
 * @param style how the image is coded
 * @param threads the maximum number of threads of one encoder, at least 1
 */
public record ImageTask(
    ImageInput input, Probe probe, Attempt attempt, ImageStyle style, int threads) {
  /** The maximum number of pixels of an output that is coded like an icon. */
  public static final int MOST_PIXELS_OF_AN_ICON = 32 * 32;

  /**
   * Whether the output is an icon. Each pixel of an icon is visible, so one colour for every four
   * pixels would be too few.
   */
  boolean isIcon() {
    ExpectedPicture picture = attempt.picture();
    return (long) picture.width() * picture.height() <= MOST_PIXELS_OF_AN_ICON;
  }

  /** How much processor time the encoder may take. */
  Effort effort() {
    return attempt.settings().chosenEffort();
  }

  /** The timing of the source if the output is an animation, else {@code null}. */
  @Nullable Animation animation() {
    return attempt.expectation().shows(Shape.STILL) ? null : input.animation();
  }

  /** The frames of an animation that the output shows; empty for all, and for a still image. */
  Optional<ShownFrames> shown() {
    Animation animation = input.animation();
    Excerpt excerpt = attempt.excerpt();
    if (animation == null) {
      return Optional.empty();
    }
    if (attempt.expectation().shows(Shape.STILL)) {
      return Optional.of(ShownFrames.at(animation, excerpt == null ? null : excerpt.start()));
    }
    return excerpt != null && excerpt.trims()
        ? Optional.of(ShownFrames.of(animation, excerpt))
        : Optional.empty();
  }

  /** The quality of the output, 1 to 100. */
  int quality() {
    return Objects.requireNonNull(attempt.settings().image(), "settings of an image").quality();
  }
}
