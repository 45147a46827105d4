package io.reelway.api.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.reelway.job.AcceptedJob;
import io.reelway.job.ErrorCode;
import io.reelway.job.JobError;
import io.reelway.job.JobRequest;
import io.reelway.job.JobSnapshot;
import io.reelway.job.JobState;
import io.reelway.job.SourceRef;
import io.reelway.plan.Presets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class JobMetersTest {
  private static final Instant START = Instant.parse("2026-11-24T07:00:00Z");

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  @Test
  void countsFailedJobsByCodeAndMeasuresThemFromAcceptance() {
    AcceptedJob job =
        new AcceptedJob(
            "1",
            "",
            new SourceRef.Uploaded("a.mp4", "video/mp4", 3),
            Presets.WEB,
            START,
            JobRequest.PLAIN,
            List.of());
    Instant end = START.plusSeconds(61);
    JobError error = JobError.of(ErrorCode.PROBE_FAILED, "Cannot be read.");

    new JobMeters(meters)
        .ended(JobSnapshot.accepted(job).withState(new JobState.Failed(end, error), end));

    assertThat(
            meters
                .get("reelway.jobs")
                .tags("status", "failed", "code", "probe-failed")
                .counter()
                .count())
        .isEqualTo(1);
    assertThat(
            meters.get("reelway.job").tag("status", "failed").timer().totalTime(TimeUnit.SECONDS))
        .isEqualTo(61.0);
  }
}
