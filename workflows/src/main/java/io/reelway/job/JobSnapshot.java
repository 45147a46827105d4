package io.reelway.job;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The state of a job at one moment: the memo of its workflow and, once final, its record in the
 * catalog.
 *
 * @param job the accepted job
 * @param state its state
 * @param updatedAt time of the last change
 * @param warnings sentences for the client, including those about the request
 * @param expiresAt when output and record are deleted; {@code null} until final
 */
public record JobSnapshot(
    AcceptedJob job,
    JobState state,
    Instant updatedAt,
    List<String> warnings,
    @Nullable Instant expiresAt) {
  public JobSnapshot {
    Objects.requireNonNull(job, "job");
    Objects.requireNonNull(state, "state");
    warnings = List.copyOf(warnings);
  }

  /** A newly accepted job. */
  public static JobSnapshot accepted(AcceptedJob job) {
    return new JobSnapshot(job, new JobState.Pending(), job.createdAt(), job.warnings(), null);
  }

  /** Returns a copy that describes the fetched source. */
  public JobSnapshot withSource(AcceptedJob fetched) {
    return new JobSnapshot(fetched, state, updatedAt, warnings, expiresAt);
  }

  /** Returns a copy in another state. */
  public JobSnapshot withState(JobState next, Instant at) {
    return new JobSnapshot(job, next, at, warnings, expiresAt);
  }

  /** Returns a copy that ended at another time; {@code this} while it is not final. */
  public JobSnapshot endedAt(Instant at) {
    return switch (state) {
      case JobState.Done done ->
          withState(
              new JobState.Done(at, done.probe(), done.artifacts(), done.link(), done.failed()),
              at);
      case JobState.Failed failed -> withState(new JobState.Failed(at, failed.error()), at);
      case JobState.Pending open -> this;
      case JobState.Processing open -> this;
    };
  }

  /** Returns a copy with further warnings; repeated ones count once. */
  public JobSnapshot withWarnings(List<String> more) {
    return new JobSnapshot(
        job,
        state,
        updatedAt,
        java.util.stream.Stream.concat(warnings.stream(), more.stream()).distinct().toList(),
        expiresAt);
  }

  /** Returns a copy that expires at the given time. */
  public JobSnapshot withExpiry(Instant at) {
    return new JobSnapshot(job, state, updatedAt, warnings, at);
  }
}
