package io.reelway.api.submit;

import io.reelway.job.JobSnapshot;
import java.net.URI;

/** The answer to a submit. Times in epoch milliseconds. */
public record SubmittedBody(String jobId, String status, long createdAt) {
  public static SubmittedBody of(Submitted submitted) {
    JobSnapshot snapshot = submitted.snapshot();
    return new SubmittedBody(
        snapshot.job().id(), snapshot.state().status(), snapshot.job().createdAt().toEpochMilli());
  }

  /** The route to poll the job. */
  public URI location() {
    return URI.create("/api/media/jobs/" + jobId);
  }
}
