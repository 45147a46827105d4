package io.reelway.sdk;

import java.net.URI;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** How a job stands. {@link Done} and {@link Failed} are final. */
public sealed interface JobState {
  /** It waits for its turn. */
  record Pending() implements JobState {}

  /**
   * It is being worked on.
   *
   * @param progress how far it is, when that is known
   */
  record Processing(Optional<Progress> progress) implements JobState {}

  /**
   * Its output can be downloaded.
   *
   * @param result what came out
   * @param downloadUrl where it lies; works without an API key for most of an hour, so it is a
   *     secret
   * @param completedAt when it was done
   */
  record Done(JobResult result, URI downloadUrl, Instant completedAt) implements JobState {}

  /**
   * There is no output.
   *
   * @param error why
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

  /** Whether it will never change again. */
  default boolean isFinal() {
    return this instanceof Done || this instanceof Failed;
  }
}
