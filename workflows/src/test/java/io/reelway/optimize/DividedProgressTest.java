package io.reelway.optimize;

import static io.reelway.optimize.JobEnvironment.JOB;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.job.JobState;
import io.reelway.job.Progress;
import io.reelway.job.RenditionProgress;
import io.reelway.job.Stage;
import io.reelway.stage.EncodeStage;
import io.reelway.stage.PartStage;
import io.temporal.failure.ApplicationFailure;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients see of a divided job. The segments have 10, 12 and 8 seconds, and no sound. */
@Execution(ExecutionMode.CONCURRENT)
class DividedProgressTest {
  private static final double FIRST = 10.0 / 30;
  private static final double SECOND = 12.0 / 30;

  @RegisterExtension final JobEnvironment jobs = new JobEnvironment();

  /** What clients have seen at the moments that a test chooses. */
  private final List<Double> seen = Collections.synchronizedList(new ArrayList<>());

  @BeforeEach
  void divides() {
    jobs.stages.divide();
    jobs.stages.planWithoutSound();
  }

  @Test
  void thePercentGrowsWithEveryPartUntilTheJoin() {
    jobs.workflow.optimize(JOB);

    List<JobState.Processing> shown = jobs.shown();
    assertThat(shown).extracting(JobState.Processing::begun).isSorted();
    assertThat(shown)
        .extracting(JobState.Processing::stage)
        .containsSubsequence(Stage.ENCODING, Stage.JOINING, Stage.UPLOADING);
  }

  @Test
  void everyScheduledPartIsExpectedToReport() {
    jobs.workflow.optimize(JOB);

    assertThat(running()).containsExactly(3, 2, 1, 0);
  }

  /** It waits for a second, after the others have ended. */
  @Test
  void aPartThatHasLostItsWorkerIsNotExpectedToReportUntilItRunsAgain() {
    jobs.stages.script("part 1", FakeParts.lose(70));

    jobs.workflow.optimize(JOB);

    assertThat(running()).startsWith(3).endsWith(0, 1, 0);
    assertThat(jobs.shown()).filteredOn(JobState.Processing::isDivided).allMatch(this::isKnown);
  }

  private boolean isKnown(JobState.Processing state) {
    return state.isCoveredBy(
        state.renditions().stream()
            .map(RenditionProgress::parts)
            .mapToInt(parts -> Objects.requireNonNull(parts).running())
            .sum());
  }

  private List<Integer> running() {
    return jobs.shown().stream()
        .flatMap(state -> state.renditions().stream())
        .map(RenditionProgress::parts)
        .filter(Objects::nonNull)
        .map(RenditionProgress.Parts::running)
        .toList();
  }

  @Test
  void thePercentDoesNotFallWhenAPartLosesItsWorker() {
    jobs.stages.script(
        "part 1",
        () -> {
          see(report(SECOND, 70));
          FakeParts.lose(70).run();
        },
        () -> see(report(SECOND * 0.3, 0)));

    jobs.workflow.optimize(JOB);

    assertThat(seen).hasSize(2).isSorted();
    assertThat(jobs.shown()).extracting(JobState.Processing::begun).isSorted();
  }

  @ParameterizedTest
  @ValueSource(strings = {PartStage.NOT_AS_PLANNED, "ENCODE_FAILED"})
  void thePercentDoesNotFallWhenTheWholeIsEncodedInstead(String type) {
    failWhileAnotherHasReported(type);
    jobs.stages.script("encode", () -> see());

    jobs.workflow.optimize(JOB);

    assertThat(seen).hasSize(2).isSorted();
  }

  @Test
  void thePercentDoesNotFallWhenTheNextStrategyBegins() {
    failWhileAnotherHasReported(EncodeStage.NOT_SMALLER);
    jobs.stages.script("cut video-mp4-h264", () -> see());

    jobs.workflow.optimize(JOB);

    assertThat(seen).hasSize(2).isSorted();
  }

  @ParameterizedTest
  @ValueSource(strings = {PartStage.NOT_AS_PLANNED, "ENCODE_FAILED"})
  void thePercentDoesNotFallWhenTheJoinFails(String type) {
    jobs.stages.script(
        "join",
        () -> {
          see(Progress.of(60).ofRendition("main"));
          FakeParts.failAt(60, type).run();
        });
    jobs.stages.script("encode", () -> see());

    jobs.workflow.optimize(JOB);

    assertThat(seen).hasSize(2).isSorted();
  }

  /** The whole encode still has a part of the bar to move in. */
  @Test
  void theWholeEncodeMovesThePercent() {
    List<Double> whole = new ArrayList<>();
    failWhileAnotherHasReported(PartStage.NOT_AS_PLANNED);
    jobs.stages.script(
        "encode",
        () -> {
          whole.add(percent());
          whole.add(percent(Progress.ALL.ofRendition("main")));
        });

    jobs.workflow.optimize(JOB);

    assertThat(whole.get(1)).isBetween(whole.get(0) + 10, 95.0);
  }

  /** The first segment fails at 50 %, when the second one has come to 80 %. */
  private void failWhileAnotherHasReported(String type) {
    CountDownLatch running = new CountDownLatch(2);
    jobs.stages.script("part 1", jobs.stages.runUntilCancelled(running));
    jobs.stages.script("part 2", jobs.stages.runUntilCancelled(running));
    jobs.stages.script(
        "part 0",
        () -> {
          await(running);
          see(report(FIRST, 50), report(SECOND, 80));
          throw ApplicationFailure.newNonRetryableFailure(
              "As the test says", type, report(FIRST, 50));
        });
  }

  private static Progress report(double share, double percent) {
    return Progress.of(percent).ofRendition("main").ofShare(share);
  }

  private void see(Progress... running) {
    seen.add(percent(running));
  }

  private double percent(Progress... running) {
    return jobs.processing().percent(List.of(running));
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
