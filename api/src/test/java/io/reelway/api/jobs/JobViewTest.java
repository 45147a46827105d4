package io.reelway.api.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.api.engine.EngineView;
import io.reelway.job.AcceptedJob;
import io.reelway.job.JobRequest;
import io.reelway.job.JobSnapshot;
import io.reelway.job.Progress;
import io.reelway.job.SourceRef;
import io.reelway.plan.Presets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class JobViewTest {
  private static final AcceptedJob JOB =
      new AcceptedJob(
          "5c3a1b2e-0000-4000-8000-000000000001",
          "",
          new SourceRef.Uploaded("clip.mp4", "video/mp4", 4_200_000),
          Presets.WEB,
          Instant.parse("2026-11-24T07:59:00Z"),
          JobRequest.PLAIN,
          List.of("A warning."));

  /** While builds are exchanged, a poll may reach the older one. */
  @Test
  void aRunningJobWhoseMemoCannotBeReadIsShownAsTheCatalogHasItAndAsProcessing() {
    EngineView.Running unread = new EngineView.Running(null, List.of(Progress.of(40)), null);

    JobBody body =
        JobBody.of(JobView.running(unread, JobSnapshot.accepted(JOB)), /* downloadUrl= */ null);

    assertThat(body.status()).isEqualTo("processing");
    assertThat(body.progress()).isNull();
    assertThat(body.filename()).isEqualTo("clip.mp4");
    assertThat(body.warnings()).containsExactly("A warning.");
  }
}
