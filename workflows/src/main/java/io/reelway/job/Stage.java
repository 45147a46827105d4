package io.reelway.job;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Map;

/**
 * A stage of a running job. The set is open: a process may read a stage that only another build
 * has.
 *
 * @param word the word used in JSON, e.g. {@code encoding}
 */
public record Stage(@JsonValue String word) {
  public static final Stage FETCHING = new Stage("fetching");
  public static final Stage PROBING = new Stage("probing");
  public static final Stage ENCODING = new Stage("encoding");
  public static final Stage JOINING = new Stage("joining");
  public static final Stage UPLOADING = new Stage("uploading");

  private static final Map<Stage, Course> COURSES =
      Map.of(
          FETCHING, new Course(10, 1),
          PROBING, new Course(2, 1),
          ENCODING, new Course(95, 0.75),
          JOINING, new Course(97, 0.75),
          UPLOADING, new Course(99, 1));

  /** For a stage that only another build has: it does not change the progress. */
  private static final Course UNKNOWN = new Course(0, 1);

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public Stage {
    if (word.isBlank()) {
      throw new IllegalArgumentException("A stage has a name");
    }
  }

  /**
   * Percent of a job, or of a rendition, that is done; nearly all of either is encoding. An encode
   * takes a part of what is left, so that the next strategy, or the same one on another host, still
   * has a part to move in.
   *
   * @param begun percent that was done when this try of the stage began
   * @param progress how far this try is
   */
  public double percent(double begun, Progress progress) {
    Course course = COURSES.getOrDefault(this, UNKNOWN);
    double end = begun >= course.end ? begun : begun + (course.end - begun) * course.share;
    return begun + (end - begun) * progress.percent() / 100;
  }

  /**
   * How a stage moves a job or a rendition.
   *
   * @param end percent that no try of the stage passes
   * @param share part of the way there that one try takes, above 0, at most 1
   */
  private record Course(double end, double share) {}
}
