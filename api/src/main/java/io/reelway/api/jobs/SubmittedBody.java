package io.reelway.api.jobs;

import io.reelway.api.jobs.Submissions.Submitted;
import io.reelway.job.JobSnapshot;
import java.net.URI;

/** The answer to a submit. Times in epoch milliseconds. */
record SubmittedBody(String jobId, String status, long createdAt) {
  static SubmittedBody of(Submitted submitted) {
    JobSnapshot snapshot = submitted.snapshot();
    return new SubmittedBody(
        snapshot.job().id(), snapshot.state().status(), snapshot.job().createdAt().toEpochMilli());
  }

  /** Where the job is polled. */
  URI location() {
    return URI.create("/api/media/jobs/" + jobId);
  }
}
