package io.reelway.webhook;

import io.reelway.job.JobSnapshot;

/** Writes the body of a webhook. */
@FunctionalInterface
public interface WebhookBody {
  /**
   * The JSON; the same in every attempt.
   *
   * @param end how the job ended
   */
  byte[] of(JobSnapshot end);
}
