package io.reelway.sdk;

import java.net.URI;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** The state of a job. {@link Done} and {@link Failed} are final. */
public sealed interface JobState {
  /** The job waits. */
  record Pending() implements JobState {}

  /**
   * The job is being processed.
   *
   * @param progress the progress, if known
   */
  record Processing(Optional<Progress> progress) implements JobState {}

  /**
   * The job is done; its output can be downloaded.
   *
   * @param result the result
   * @param downloadUrl URL of the output; works without an API key for most of an hour, so it is a
   *     secret
   * @param completedAt when it was done
   */
  record Done(JobResult result, URI downloadUrl, Instant completedAt) implements JobState {}

  /**
   * The job has failed and has no output.
   *
   * @param error the reason
   * @param completedAt when it failed
   */
  record Failed(JobError error, Instant completedAt) implements JobState {}

  /**
   * The {@code status} of the API: {@code pending}, {@code processing}, {@code done}, {@code
   * failed}.
   */
  default String status() {
    return getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }

  /** Whether this state is final. */
  default boolean isFinal() {
    return this instanceof Done || this instanceof Failed;
  }
}
