package io.reelway.stage;

import io.reelway.job.AcceptedJob;
import io.reelway.job.Webhook;
import io.temporal.activity.ActivityInterface;

/** Calls the webhook of a job. */
@ActivityInterface
public interface WebhookStage {
  /**
   * Calls the server once and records the outcome. Every answer of the server is a result, not a
   * failure: {@code PENDING} means that another attempt follows. Returns {@code FAILED} and records
   * nothing if the job was deleted in the meantime.
   *
   * <p>Fails with {@code UNAVAILABLE} while the store does not answer.
   */
  Webhook deliver(Delivery delivery);

  /**
   * One call.
   *
   * @param attempt counts from 1
   * @param last whether this is the last attempt
   */
  record Delivery(AcceptedJob job, int attempt, boolean last) {}
}
