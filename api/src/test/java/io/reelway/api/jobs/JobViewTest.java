package io.reelway.api.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.api.engine.EngineView;
import io.reelway.job.AcceptedJob;
import io.reelway.job.JobRequest;
import io.reelway.job.JobSnapshot;
import io.reelway.job.JobState;
import io.reelway.job.Progress;
import io.reelway.job.RenditionProgress;
import io.reelway.job.SourceRef;
import io.reelway.job.Stage;
import io.reelway.plan.Presets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
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

    JobBody body = JobBody.of(JobView.running(unread, JobSnapshot.accepted(JOB)), JobLinks.NONE);

    assertThat(body.status()).isEqualTo("processing");
    assertThat(body.progress()).isNull();
    assertThat(body.filename()).isEqualTo("clip.mp4");
    assertThat(body.warnings()).containsExactly("A warning.");
  }

  /** A finished part stands for a quarter of the encode, and two parts run. */
  private static final JobSnapshot DIVIDED =
      JobSnapshot.accepted(JOB)
          .withState(
              new JobState.Processing(
                  Stage.ENCODING,
                  0,
                  List.of(
                      new RenditionProgress(
                          "main",
                          1,
                          Stage.ENCODING,
                          /* begun= */ 0,
                          /* ended= */ false,
                          new RenditionProgress.Parts(0.25, /* running= */ 2)))),
              JOB.createdAt());

  private static Progress part(double percent, double speed, double etaSec, double share) {
    return new Progress(percent, speed, etaSec).ofRendition("main").ofShare(share);
  }

  private static JobBody shown(List<Progress> parts, EngineView.@Nullable Queued queued) {
    return JobBody.of(
        JobView.running(new EngineView.Running(DIVIDED, parts, queued), DIVIDED), JobLinks.NONE);
  }

  private static JobBody.ProgressBody progress(
      List<Progress> parts, EngineView.@Nullable Queued queued) {
    return Objects.requireNonNull(shown(parts, queued).progress());
  }

  @Test
  void theProgressOfADividedVideoIsTheSumOfItsParts() {
    JobBody.ProgressBody progress =
        progress(List.of(part(50, 1.5, 4, 0.25), part(20, 0.5, 8, 0.25)), null);

    assertThat(progress.stage()).isEqualTo("encoding");
    // 0.25 + 0.25 * 0.5 + 0.25 * 0.2 of the encode, which is 71.25 % of the job.
    assertThat(progress.percent()).isEqualTo(30.3);
    assertThat(progress.speed()).isEqualTo(2);
    // 0.575 is left, and both parts together do 0.25 * 0.5 / 4 + 0.25 * 0.8 / 8 in a second.
    assertThat(progress.etaSec()).isEqualTo(10.22);
    assertThat(progress.ahead()).isNull();
  }

  /** Such a part has no heartbeat, and so no share yet. */
  @Test
  void aPartThatWaitsForAWorkerChangesNoSum() {
    JobBody.ProgressBody progress = progress(List.of(part(50, 1.5, 4, 0.25), Progress.NONE), null);

    assertThat(progress.stage()).isEqualTo("encoding");
    assertThat(progress.percent()).isEqualTo(26.7);
    assertThat(progress.speed()).isEqualTo(1.5);
    assertThat(progress.etaSec()).isEqualTo(20);
  }

  @Test
  void aDividedVideoHasNoProgressWhileAPartHasEndedAndTheNextIsNotScheduled() {
    assertThat(shown(List.of(part(50, 1.5, 4, 0.25)), null).progress()).isNull();
  }

  @Test
  void aDividedVideoWaitsWhenNoWorkerRunsAPart() {
    JobBody.ProgressBody progress =
        progress(List.of(Progress.NONE, Progress.NONE), new EngineView.Queued(3));

    assertThat(progress.stage()).isEqualTo("waiting");
    assertThat(progress.percent()).isEqualTo(17.8);
    assertThat(progress.speed()).isNull();
    assertThat(progress.etaSec()).isNull();
    assertThat(progress.ahead()).isEqualTo(3);
  }
}
