package io.reelway.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.reelway.plan.ExpectedPicture.Shape;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the output of an attempt must be. Verification compares an output only with this, so that
 * intentional omissions of a plan do not count as damage.
 *
 * @param picture its picture; {@code null} if it must have none, e.g. sound alone
 * @param sound whether it has sound
 * @param duration duration of the source according to its headers; {@code null} for a still and
 *     where unknown
 * @param copied whether it holds the source's own frames: then all of it is decoded, and its size
 *     and frame count are the source's
 * @param size how its bytes relate to the source's
 * @param maxBytes maximum number of its bytes, above 0; {@code null} without a maximum
 * @param quality the quality that is searched for; {@code null}: that of its settings
 */
public record Expectation(
    @Nullable ExpectedPicture picture,
    boolean sound,
    @Nullable Duration duration,
    boolean copied,
    SizeRule size,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long maxBytes,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable QualityTarget quality) {

  /** An expectation without a maximum of bytes and without a target for its quality. */
  public Expectation(
      @Nullable ExpectedPicture picture,
      boolean sound,
      @Nullable Duration duration,
      boolean copied,
      SizeRule size) {
    this(picture, sound, duration, copied, size, null, null);
  }

  /** Which sizes of an output are accepted. */
  public enum SizeRule {
    /** Smaller than the source. */
    SMALLER,
    /** Not a single byte larger than the source. */
    NO_LARGER,
    /** Any size: the last resort for sources that browsers cannot show. */
    ANY;

    /**
     * Whether an output of that size is accepted.
     *
     * @param output bytes
     * @param source bytes
     */
    public boolean accepts(long output, long source) {
      return switch (this) {
        case SMALLER -> output < source;
        case NO_LARGER -> output <= source;
        case ANY -> true;
      };
    }
  }

  /** A copy that accepts outputs of any size. */
  public Expectation ofAnySize() {
    return new Expectation(picture, sound, duration, copied, SizeRule.ANY, maxBytes, quality);
  }

  /** A copy with a maximum of bytes. */
  public Expectation within(@Nullable Long bytes) {
    return new Expectation(picture, sound, duration, copied, size, bytes, quality);
  }

  /** A copy with a target for its quality. */
  public Expectation reaching(@Nullable QualityTarget wanted) {
    return new Expectation(picture, sound, duration, copied, size, maxBytes, wanted);
  }

  /** A copy whose picture is a still image. */
  public Expectation still() {
    ExpectedPicture shown = Objects.requireNonNull(picture, "The output has no picture");
    ExpectedPicture one =
        new ExpectedPicture(
            Shape.STILL,
            shown.width(),
            shown.height(),
            shown.transparent(),
            shown.leastSimilarity());
    return new Expectation(one, sound, null, copied, size, maxBytes, quality);
  }

  /** A copy whose picture is not transparent. */
  public Expectation opaque() {
    ExpectedPicture shown = Objects.requireNonNull(picture, "The output has no picture");
    ExpectedPicture flat =
        new ExpectedPicture(
            shown.shape(), shown.width(), shown.height(), false, shown.leastSimilarity());
    return new Expectation(flat, sound, duration, copied, size, maxBytes, quality);
  }

  /** A copy with another size of the picture. */
  public Expectation sized(int width, int height) {
    ExpectedPicture shown = Objects.requireNonNull(picture, "The output has no picture");
    ExpectedPicture resized =
        new ExpectedPicture(
            shown.shape(), width, height, shown.transparent(), shown.leastSimilarity());
    return new Expectation(resized, sound, duration, copied, size, maxBytes, quality);
  }

  /** Whether an output larger than the source is accepted. */
  public boolean mayGrow() {
    return size == SizeRule.ANY;
  }

  /** Whether the output has a picture of that shape. */
  public boolean shows(Shape shape) {
    return picture != null && picture.shape() == shape;
  }

  /** Whether the output is an image, still or animated. */
  public boolean ofImage() {
    return shows(Shape.STILL) || shows(Shape.ANIMATION);
  }
}
