package io.reelway.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.reelway.plan.QualityScore;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The measured facts of an artifact.
 *
 * @param width width in pixels as displayed; {@code null} for sound alone
 * @param height height in pixels as displayed; {@code null} for sound alone
 * @param duration its length; {@code null} for a still image
 * @param encodeTime wall time of all encodes, or the sum over the parts
 * @param quality its measured quality; {@code null} unless a quality was asked for
 */
public record ArtifactFacts(
    @Nullable Integer width,
    @Nullable Integer height,
    @Nullable Duration duration,
    Duration encodeTime,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable QualityScore quality) {
  /** The facts of an artifact whose quality is not measured. */
  public ArtifactFacts(
      @Nullable Integer width,
      @Nullable Integer height,
      @Nullable Duration duration,
      Duration encodeTime) {
    this(width, height, duration, encodeTime, null);
  }
}
