package io.reelway.webhook;

import io.reelway.job.JobSnapshot;

/** Writes the body of a webhook. */
@FunctionalInterface
public interface WebhookBody {
  /**
   * Returns the JSON, which is the same in every attempt.
   *
   * @param end how the job ended
   */
  byte[] of(JobSnapshot end);
}
