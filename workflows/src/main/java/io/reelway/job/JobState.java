package io.reelway.job;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.reelway.media.Probe;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The state a job is in. {@link Done} and {@link Failed} are final and never change again. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "status")
@JsonSubTypes({
  @JsonSubTypes.Type(value = JobState.Pending.class, name = "pending"),
  @JsonSubTypes.Type(value = JobState.Processing.class, name = "processing"),
  @JsonSubTypes.Type(value = JobState.Done.class, name = "done"),
  @JsonSubTypes.Type(value = JobState.Failed.class, name = "failed")
})
public sealed interface JobState {

  /** The word used in JSON. */
  @JsonIgnore
  default String status() {
    return switch (this) {
      case Pending ignored -> "pending";
      case Processing ignored -> "processing";
      case Done ignored -> "done";
      case Failed ignored -> "failed";
    };
  }

  /** Whether nothing will ever change any more. */
  @JsonIgnore
  default boolean isFinal() {
    return this instanceof Done || this instanceof Failed;
  }

  /** Accepted, no stage has begun. */
  record Pending() implements JobState {}

  /**
   * A stage runs, or waits to be tried again.
   *
   * @param begun percent of the whole job that was done when the stage began, 0 to 100; a stage
   *     that has to be done again begins where the last try of it ended
   */
  record Processing(Stage stage, double begun) implements JobState {

    /**
     * Percent of the whole job when its stage has come so far. Never falls while the stage's own
     * progress does not, nor from one stage to the next.
     */
    public double percent(Progress progress) {
      return begun + (stage.endFrom(begun) - begun) * progress.percent() / 100;
    }
  }

  /**
   * The output is in the store.
   *
   * @param link the URL signed at the end of the job; {@code null} when the store is served by the
   *     API itself
   */
  record Done(Instant completedAt, Probe probe, Output output, @Nullable DownloadLink link)
      implements JobState {}

  /** There is and will be no output. */
  record Failed(Instant completedAt, JobError error) implements JobState {}
}
