package io.reelway.job;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is known of a job at one moment: the answer of the workflow's query and, once
 * final, what the catalog keeps.
 *
 * @param job what was accepted
 * @param state where it stands
 * @param updatedAt when that last changed
 * @param warnings sentences for the client, those of the request included
 * @param expiresAt when output and record are erased; {@code null} until final
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

  /** A job that was accepted a moment ago. */
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
          withState(new JobState.Done(at, done.probe(), done.artifacts(), done.link()), at);
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
