package io.reelway.webhook;

import io.reelway.job.JobSnapshot;

/** Writes what a client's server is told of a job. */
@FunctionalInterface
public interface WebhookBody {
  /**
   * The JSON; the same in every attempt.
   *
   * @param end how the job ended
   */
  byte[] of(JobSnapshot end);
}
