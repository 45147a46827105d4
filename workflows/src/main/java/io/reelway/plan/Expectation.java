package io.reelway.plan;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the output of an attempt must be. Verification compares an output only with this, so that
 * intentional omissions of a plan do not count as damage.
 *
 * @param shape what kind of picture it has
 * @param width width in pixels as displayed
 * @param height height in pixels as displayed
 * @param sound whether it has sound
 * @param transparent whether its container must say that it is transparent
 * @param duration duration of the source according to its headers; {@code null} for a still and
 *     where unknown
 * @param copied whether it holds the source's own frames: then all of it is decoded, and its size
 *     and frame count are the source's
 * @param leastSimilarity mean structural similarity to what the encoder was given, 0 to 1, below
 *     which it is refused; not used for copies
 * @param size how its bytes relate to the source's
 */
public record Expectation(
    Shape shape,
    int width,
    int height,
    boolean sound,
    boolean transparent,
    @Nullable Duration duration,
    boolean copied,
    double leastSimilarity,
    SizeRule size) {

  /** The kind of picture of an output. */
  public enum Shape {
    STILL,
    ANIMATION,
    VIDEO
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
    return new Expectation(
        shape, width, height, sound, transparent, duration, copied, leastSimilarity, SizeRule.ANY);
  }

  /** Whether an output larger than the source is accepted. */
  public boolean mayGrow() {
    return size == SizeRule.ANY;
  }
}
