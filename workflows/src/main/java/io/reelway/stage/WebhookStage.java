package io.reelway.stage;

import io.reelway.job.AcceptedJob;
import io.reelway.job.Webhook;
import io.temporal.activity.ActivityInterface;

/** Tells the server that a client named of the end of its job. */
@ActivityInterface
public interface WebhookStage {
  /**
   * Calls it once and writes down how that went. Whatever the server answers is a result, not a
   * failure: as long as it is {@code PENDING}, it is worth another call later. {@code FAILED}
   * without anything written when the job was erased meanwhile.
   *
   * <p>Fails with {@code UNAVAILABLE} while the store does not answer.
   */
  Webhook deliver(Delivery delivery);

  /**
   * One call.
   *
   * @param attempt counts from 1
   * @param last whether there will be no other
   */
  record Delivery(AcceptedJob job, int attempt, boolean last) {}
}
