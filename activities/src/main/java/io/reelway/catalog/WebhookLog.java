package io.reelway.catalog;

import io.reelway.job.AcceptedJob;
import io.reelway.job.Webhook;
import java.io.IOException;
import java.util.List;

/**
 * How far webhooks have come. A row appears when its job ends and goes with the job. Thread-safe;
 * blocks.
 */
public interface WebhookLog {
  /** Writes how far the webhook of a job has come, unless the job is gone. */
  void write(String jobId, Webhook webhook) throws IOException;

  /**
   * Jobs that have ended and whose webhook is pending, in the order of their ids.
   *
   * @param afterId only jobs behind this id; empty for the first page
   */
  List<AcceptedJob> pending(String afterId, int limit) throws IOException;
}
