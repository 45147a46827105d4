package io.reelway.spec;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A further output of a job.
 *
 * @param name unique within the job: 1 to 32 lower-case letters, digits and dashes
 * @param type what it is: {@code image}, {@code audio}, {@code video}, {@code hls} or {@code
 *     storyboard}
 * @param options what is asked of it
 * @param at for an image: seconds of the source, 0 or more; {@code null}: the server chooses
 * @param segmentSec for {@code hls}: length of a segment in seconds; {@code null} for {@link
 *     #SEGMENT_SEC}
 * @param renditions for {@code hls}: its sizes; empty for those that suit the source
 * @param intervalSec for {@code storyboard}: seconds from one picture to the next; {@code null} for
 *     {@link #INTERVAL_SEC}
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record OutputRequest(
    String name,
    String type,
    JobOptions options,
    @Nullable Double at,
    @Nullable Double segmentSec,
    List<StreamSize> renditions,
    @Nullable Double intervalSec) {
  public static final String ANIMATION = "animation";
  public static final String HLS = "hls";
  public static final String STORYBOARD = "storyboard";

  /** The usual length of a segment in seconds. */
  public static final double SEGMENT_SEC = 4;

  /** The usual seconds from one picture of a storyboard to the next. */
  public static final double INTERVAL_SEC = 5;

  public OutputRequest {
    options = Objects.requireNonNullElse(options, JobOptions.NONE);
    renditions = List.copyOf(Objects.requireNonNullElse(renditions, List.of()));
  }

  /** An output of one file. */
  public OutputRequest(String name, String type, JobOptions options, @Nullable Double at) {
    this(name, type, options, at, null, List.of(), null);
  }

  /**
   * A size of a stream.
   *
   * @param height height in pixels as displayed, at least 1
   */
  public record StreamSize(int height) {}
}
