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
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** A poll between two parts of a video waits for the next one, because its progress is unknown. */
class BetweenPartsTest {
  private static final AcceptedJob JOB =
      new AcceptedJob(
          "5c3a1b2e-0000-4000-8000-000000000001",
          "",
          new SourceRef.Uploaded("film.mp4", "video/mp4", 4_200_000),
          Presets.WEB,
          Instant.parse("2026-11-24T07:59:00Z"),
          JobRequest.PLAIN,
          List.of());

  private static final EngineView KNOWN = running(2, divided(2));
  private static final EngineView BETWEEN = running(1, divided(2));

  @Test
  void aViewWithoutProgressIsReadAgain() {
    assertThat(read(BETWEEN, BETWEEN, KNOWN)).isEqualTo(KNOWN);
  }

  @Test
  void aJobWhoseWorkflowMakesNoStepIsShownWithoutProgress() {
    assertThat(read(Collections.nCopies(10, BETWEEN).toArray(EngineView[]::new)))
        .isEqualTo(BETWEEN);
  }

  /** All its parts have lost their workers, and their next tries have not begun. */
  @Test
  void aJobThatWaitsAfterLostWorkersIsReadOnce() {
    EngineView waits = running(0, divided(0));

    assertThat(read(waits, KNOWN)).isEqualTo(waits);
  }

  /** It may take long: the store may be away. */
  @Test
  void theEndOfAnyOtherStageIsReadOnce() {
    EngineView whole = running(0, null);

    assertThat(read(whole, KNOWN)).isEqualTo(whole);
  }

  @Test
  void anEndedJobIsReadOnce() {
    EngineView closed = new EngineView.Closed();

    assertThat(read(closed, KNOWN)).isEqualTo(closed);
  }

  private static EngineView read(EngineView... views) {
    Deque<EngineView> next = new ArrayDeque<>(List.of(views));
    return Objects.requireNonNull(
        BetweenParts.passed(Mono.fromSupplier(next::remove)).block(), "a view");
  }

  private static RenditionProgress.Parts divided(int running) {
    return new RenditionProgress.Parts(0.5, running);
  }

  private static EngineView running(int stages, RenditionProgress.@Nullable Parts parts) {
    JobState state =
        new JobState.Processing(
            Stage.ENCODING,
            2,
            List.of(
                new RenditionProgress("main", 1, Stage.ENCODING, 2, /* ended= */ false, parts)));
    JobSnapshot snapshot = JobSnapshot.accepted(JOB).withState(state, Instant.EPOCH);
    return new EngineView.Running(snapshot, Collections.nCopies(stages, Progress.NONE), null);
  }
}
