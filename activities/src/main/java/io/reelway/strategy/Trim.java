package io.reelway.strategy;

import io.reelway.plan.Attempt;
import io.reelway.plan.Excerpt;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Limits the time of a source, exact to the frame and the sample. Reading begins near the start;
 * ffmpeg drops what lies before it, and counts the times from there. A filter ends the output,
 * because the option {@code -t} counts from the first frame instead.
 */
final class Trim {
  /** How far the end stands before a frame of the same time, in seconds: times are rounded. */
  private static final double EARLIER = 0.0001;

  private Trim() {}

  /** Options of the input: where reading begins. */
  static List<String> input(Attempt attempt) {
    Excerpt excerpt = attempt.excerpt();
    return excerpt == null || excerpt.start() == null
        ? List.of()
        : List.of("-ss", VideoArguments.seconds(excerpt.start()));
  }

  /** The filter that ends the picture; empty to keep it to its end. */
  static List<String> ofPicture(@Nullable Excerpt excerpt) {
    return excerpt == null || excerpt.duration() == null
        ? List.of()
        : List.of("trim=end=" + VideoArguments.seconds(excerpt.duration() - EARLIER));
  }

  /** The filter that ends the sound; empty to keep it to its end. */
  static List<String> ofSound(@Nullable Excerpt excerpt) {
    return excerpt == null || excerpt.duration() == null
        ? List.of()
        : List.of("atrim=end=" + VideoArguments.seconds(excerpt.duration()));
  }
}
