package io.reelway.optimize;

import static io.reelway.optimize.JobEnvironment.JOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.reelway.job.Artifact;
import io.reelway.job.ErrorCode;
import io.reelway.job.FailedOutput;
import io.reelway.job.JobError;
import io.reelway.job.JobSnapshot;
import io.reelway.job.JobState;
import io.reelway.job.Progress;
import io.reelway.job.RenditionProgress;
import io.reelway.optimize.FakeStages.Behaviour;
import io.reelway.stage.UploadStage.UploadRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Execution(ExecutionMode.CONCURRENT)
class RenditionRunsTest {
  /** The engine's time advances only while no other rendition is in progress. */
  private static final Behaviour AFTER_A_PAUSE = FakeStages.fail(ErrorCode.UNAVAILABLE);

  @RegisterExtension final JobEnvironment jobs = new JobEnvironment();

  /** Replays the history, as a worker without a cached workflow does. */
  @AfterEach
  void replays() throws Exception {
    jobs.replay();
  }

  @Test
  void eachRenditionBecomesAnArtifactOfItsNameTheMainOneFirst() {
    jobs.stages.planFurther("poster", "preview");

    assertThat(done(jobs.workflow.optimize(JOB)).artifacts())
        .extracting(Artifact::name)
        .containsExactly("main", "poster", "preview");
  }

  @Test
  void renditionsRunInParallel() {
    CyclicBarrier together = new CyclicBarrier(3);
    jobs.stages.planFurther("poster", "preview");
    jobs.stages.script("encode", () -> meet(together), () -> meet(together), () -> meet(together));

    assertThat(done(jobs.workflow.optimize(JOB)).artifacts()).hasSize(3);
  }

  @Test
  void aFailedFurtherRenditionCausesOnlyAWarning() {
    jobs.stages.planFurther("poster");
    jobs.stages.script("encode image-poster", FakeStages.fail(ErrorCode.ENCODE_FAILED));

    JobSnapshot end = jobs.workflow.optimize(JOB);

    assertThat(done(end).artifacts()).extracting(Artifact::name).containsExactly("main");
    String sentence =
        "The encoder failed, or its result did not pass the checks. Tried: image-poster.";
    assertThat(end.warnings()).contains("The output poster could not be made: " + sentence);
    assertThat(done(end).failed())
        .containsExactly(
            new FailedOutput("poster", JobError.of(ErrorCode.ENCODE_FAILED, sentence)));
  }

  @Test
  void anAttemptThatDoesNotFitLeadsToTheNext() {
    jobs.stages.script("encode video-webm-vp9", FakeStages.fail(ErrorCode.CANNOT_FIT));

    assertThat(done(jobs.workflow.optimize(JOB)).artifacts()).hasSize(1);
    assertThat(jobs.stages.calls).contains("encode video-mp4-h264");
  }

  @Test
  void aJobThatDoesNotFitSaysSoWhateverElseFails() {
    jobs.stages.script("encode video-webm-vp9", FakeStages.fail(ErrorCode.CANNOT_FIT));
    jobs.stages.script("encode video-mp4-h264", FakeStages.fail(ErrorCode.ENCODE_FAILED));

    assertThat(jobs.workflow.optimize(JOB).state())
        .isInstanceOfSatisfying(
            JobState.Failed.class,
            failed -> assertThat(failed.error().kind()).isEqualTo(ErrorCode.CANNOT_FIT));
  }

  @ParameterizedTest
  @CsvSource({"300, 200", "200, 300"})
  void aJobThatDoesNotFitNamesTheSmallestSizeOfAllAttempts(long first, long second) {
    jobs.stages.script("encode video-webm-vp9", cannotFit(first));
    jobs.stages.script("encode video-mp4-h264", cannotFit(second));

    assertThat(jobs.workflow.optimize(JOB).state())
        .isInstanceOfSatisfying(
            JobState.Failed.class,
            failed -> assertThat(failed.error().smallestBytes()).isEqualTo(200));
  }

  private static Behaviour cannotFit(long smallestBytes) {
    return () -> {
      throw ApplicationFailure.newNonRetryableFailure(
          "It does not fit.", ErrorCode.CANNOT_FIT.name(), Progress.NONE, smallestBytes);
    };
  }

  @Test
  void whenTheMainRenditionFailsTheOthersStopAndAreDeletedBeforeTheJobEnds() {
    CountDownLatch poster = new CountDownLatch(1);
    jobs.stages.planFurther("poster");
    jobs.stages.script("encode image-poster", jobs.stages.runUntilCancelled(poster));
    jobs.stages.script(
        "encode video-webm-vp9",
        () -> {
          await(poster);
          FakeStages.fail(ErrorCode.ENCODE_TIMEOUT).run();
        });

    JobState end = jobs.workflow.optimize(JOB).state();

    assertThat(((JobState.Failed) end).error().kind()).isEqualTo(ErrorCode.ENCODE_TIMEOUT);
    assertThat(jobs.stages.calls)
        .containsSubsequence("encoder stopped", "discard outputs", "record failed");
  }

  @Test
  void aJobThatIsCancelledWhileOnlyAFurtherRenditionRunsEndsAsCancelled() {
    CountDownLatch poster = new CountDownLatch(1);
    jobs.stages.planFurther("poster");
    jobs.stages.script("encode image-poster", AFTER_A_PAUSE, jobs.stages.runUntilCancelled(poster));
    WorkflowClient.start(jobs.workflow::optimize, JOB);
    await(poster);

    WorkflowStub.fromTyped(jobs.workflow).cancel();

    assertThatThrownBy(() ->
            WorkflowStub.fromTyped(jobs.workflow)
                .getResult(20, TimeUnit.SECONDS, JobSnapshot.class))
        .hasRootCauseInstanceOf(CanceledFailure.class);
    assertThat(((JobState.Failed) jobs.stages.recorded.getFirst().state()).error().kind())
        .isEqualTo(ErrorCode.CANCELLED);
    assertThat(jobs.stages.calls).containsSubsequence("encoder stopped", "record failed");
  }

  @Test
  void aCancelledJobEndsWhenAllItsRenditionsHaveStopped() {
    CountDownLatch running = new CountDownLatch(2);
    CountDownLatch recorded = new CountDownLatch(1);
    Behaviour untilCancelled = jobs.stages.runUntilCancelled(running);
    jobs.stages.planFurther("poster", "preview");
    jobs.stages.script("encode image-poster", AFTER_A_PAUSE, untilCancelled);
    jobs.stages.script(
        "encode image-preview",
        AFTER_A_PAUSE,
        () -> {
          try {
            untilCancelled.run();
          } finally {
            hasPassed(recorded, 2);
            jobs.stages.calls.add("slow encoder stopped");
          }
        });
    jobs.stages.script("record", recorded::countDown);
    WorkflowClient.start(jobs.workflow::optimize, JOB);
    await(running);

    WorkflowStub.fromTyped(jobs.workflow).cancel();

    assertThatThrownBy(() ->
            WorkflowStub.fromTyped(jobs.workflow)
                .getResult(20, TimeUnit.SECONDS, JobSnapshot.class))
        .hasRootCauseInstanceOf(CanceledFailure.class);
    assertThat(jobs.stages.calls).containsSubsequence("slow encoder stopped", "record failed");
  }

  @Test
  void anUploadNamesTheOtherRenditionsThatStillNeedTheSource() {
    jobs.stages.planFurther("poster");
    jobs.stages.script("encode image-poster", AFTER_A_PAUSE);

    jobs.workflow.optimize(JOB);

    assertThat(jobs.stages.uploads)
        .extracting(UploadRequest::rendition, UploadRequest::others)
        .containsExactly(tuple("main", List.of("poster")), tuple("poster", List.of()));
  }

  @Test
  void theProgressOfAJobIsTheSumOfItsRenditionsAndNeverFalls() {
    jobs.stages.planFurther("poster");
    jobs.stages.script("encode image-poster", AFTER_A_PAUSE);

    jobs.workflow.optimize(JOB);

    List<JobState.Processing> states = jobs.shown();
    assertThat(states).extracting(state -> state.percent(List.of())).isSorted();
    JobState.Processing mainIsUp =
        states.stream().filter(state -> begun(state, "main") == 99).findFirst().orElseThrow();
    assertThat(mainIsUp.percent(List.of())).isBetween(49.0, 52.0);
    assertThat(mainIsUp.percent(List.of(Progress.of(50).ofRendition("poster"))))
        .isBetween(60.0, 80.0);
  }

  private static double begun(JobState.Processing state, String rendition) {
    return state.renditions().stream()
        .filter(one -> one.name().equals(rendition))
        .mapToDouble(RenditionProgress::begun)
        .findFirst()
        .orElse(0);
  }

  private static JobState.Done done(JobSnapshot end) {
    return (JobState.Done) end.state();
  }

  private static void meet(CyclicBarrier together) {
    try {
      together.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException | BrokenBarrierException | TimeoutException alone) {
      throw new IllegalStateException("The renditions do not run at the same time", alone);
    }
  }

  private static void await(CountDownLatch latch) {
    assertThat(hasPassed(latch, 20)).isTrue();
  }

  /** Whether the condition becomes true within a time limit. */
  private static boolean hasPassed(CountDownLatch latch, int seconds) {
    try {
      return latch.await(seconds, TimeUnit.SECONDS);
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }
}
