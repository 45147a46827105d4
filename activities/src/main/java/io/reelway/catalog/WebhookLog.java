package io.reelway.catalog;

import io.reelway.job.AcceptedJob;
import io.reelway.job.Webhook;
import java.io.IOException;
import java.util.List;

/**
 * The delivery states of webhooks. A row appears when its job ends and is removed with the job.
 * Thread-safe; blocks.
 */
public interface WebhookLog {
  /** Records the state of a job's webhook, unless the job is gone. */
  void write(String jobId, Webhook webhook) throws IOException;

  /**
   * Jobs that have ended and whose webhook is pending, in the order of their ids.
   *
   * @param afterId only jobs behind this id; empty for the first page
   */
  List<AcceptedJob> pending(String afterId, int limit) throws IOException;
}
