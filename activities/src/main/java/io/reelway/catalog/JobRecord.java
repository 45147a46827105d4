package io.reelway.catalog;

import io.reelway.job.JobSnapshot;
import io.reelway.job.Webhook;
import org.jspecify.annotations.Nullable;

/**
 * What the catalog knows of a job.
 *
 * @param snapshot the job as it ended, else as it was accepted
 * @param started whether the engine was given the job
 * @param webhook state of the webhook; {@code null} for a job that has not ended or has no webhook
 */
public record JobRecord(JobSnapshot snapshot, boolean started, @Nullable Webhook webhook) {
  /** Whether the job has ended. */
  public boolean isFinal() {
    return snapshot.state().isFinal();
  }
}
