package io.reelway.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One way to make a rendition: a strategy with every number the encoder needs, and the expected
 * output.
 *
 * @param strategy container and codecs
 * @param mediaType media type of the output
 * @param settings the numbers for the encoders
 * @param expectation what the output must be
 * @param timeLimit wall time after which the encoder is stopped; the verification may take as long
 *     again, because decoding takes less time than encoding
 * @param workload which workers may run it
 * @param segmentLength length of the segments into which the video is divided, above 0; {@code
 *     null} to encode it whole
 * @param excerpt the part of the source that is used; {@code null} for all of it
 * @param rivals strategies that make the same output in another format: the smallest one wins, or
 *     with a quality target the smallest that reaches it
 */
public record Attempt(
    StrategyId strategy,
    MediaType mediaType,
    EncoderSettings settings,
    Expectation expectation,
    Duration timeLimit,
    Workload workload,
    @Nullable Duration segmentLength,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Excerpt excerpt,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<StrategyId> rivals) {
  public Attempt {
    rivals = List.copyOf(Objects.requireNonNullElse(rivals, List.of()));
    if (segmentLength != null && !segmentLength.isPositive()) {
      throw new IllegalArgumentException("Segments cannot be " + segmentLength + " long");
    }
  }

  /** An attempt that encodes all of its source, in one piece. */
  public Attempt(
      StrategyId strategy,
      MediaType mediaType,
      EncoderSettings settings,
      Expectation expectation,
      Duration timeLimit,
      Workload workload) {
    this(strategy, mediaType, settings, expectation, timeLimit, workload, null, null, List.of());
  }

  /**
   * The picture of an output that is known to have one. Its size is never above the source's, and
   * in the aspect ratio of the source.
   *
   * @throws IllegalStateException for an output without a picture
   */
  public ExpectedPicture picture() {
    ExpectedPicture picture = expectation.picture();
    if (picture == null) {
      throw new IllegalStateException("The output of " + strategy + " has no picture");
    }
    return picture;
  }

  /** A copy with another strategy. */
  public Attempt with(StrategyId other, MediaType type) {
    return new Attempt(
        other, type, settings, expectation, timeLimit, workload, segmentLength, excerpt, rivals);
  }

  /** A copy with another expectation. */
  public Attempt expecting(Expectation other) {
    return new Attempt(
        strategy, mediaType, settings, other, timeLimit, workload, segmentLength, excerpt, rivals);
  }

  /** A copy with other settings and another expectation. */
  public Attempt with(EncoderSettings numbers, Expectation other) {
    return new Attempt(
        strategy, mediaType, numbers, other, timeLimit, workload, segmentLength, excerpt, rivals);
  }

  /** A copy that divides its source, or encodes it whole. */
  public Attempt inSegments(@Nullable Duration length) {
    return new Attempt(
        strategy, mediaType, settings, expectation, timeLimit, workload, length, excerpt, rivals);
  }

  /** A copy with the time for several encodes. */
  public Attempt lasting(int encodes) {
    return new Attempt(
        strategy,
        mediaType,
        settings,
        expectation,
        timeLimit.multipliedBy(encodes),
        workload,
        segmentLength,
        excerpt,
        rivals);
  }

  /** A copy with rivals, and the time to make all of them. */
  public Attempt against(List<StrategyId> others) {
    return new Attempt(
        strategy,
        mediaType,
        settings,
        expectation,
        timeLimit.multipliedBy(1 + others.size()),
        workload,
        segmentLength,
        excerpt,
        others);
  }

  /** A copy that uses a part of its source. */
  public Attempt of(@Nullable Excerpt part) {
    return new Attempt(
        strategy,
        mediaType,
        settings,
        expectation,
        timeLimit,
        workload,
        segmentLength,
        part,
        rivals);
  }

  /** Whether it leaves out time of its source. */
  public boolean trims() {
    return excerpt != null && excerpt.trims();
  }
}
