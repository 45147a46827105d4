package io.reelway.optimize;

import static io.reelway.optimize.JobEnvironment.JOB;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.job.ErrorCode;
import io.reelway.job.JobSnapshot;
import io.reelway.job.JobState;
import io.reelway.optimize.FakeStages.Behaviour;
import io.reelway.stage.EncodeStage;
import io.reelway.stage.PartStage;
import io.reelway.stage.StageOptions;
import io.reelway.stage.UploadStage;
import java.util.Collections;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens to a divided video when one of its stages fails. */
@Execution(ExecutionMode.CONCURRENT)
class DividedFailuresTest {
  private static final String NOT_EXACT = "The video is encoded in one piece.";

  @RegisterExtension final JobEnvironment jobs = new JobEnvironment();

  @BeforeEach
  void divides() {
    jobs.stages.divide();
  }

  @AfterEach
  void replays() throws Exception {
    jobs.replay();
  }

  @Test
  void aPartIsRetriedAlone() {
    jobs.stages.script("part 1", FakeStages.fail(ErrorCode.UNAVAILABLE));

    assertThat(jobs.workflow.optimize(JOB).state()).isInstanceOf(JobState.Done.class);
    assertThat(count("part 1")).isEqualTo(2);
    assertThat(count("part 0")).isEqualTo(1);
    assertThat(count("part sound")).isEqualTo(1);
  }

  @Test
  void aLostWorkerRepeatsOnlyItsPart() {
    jobs.stages.script("part 1", FakeParts.lose(70));

    assertThat(jobs.workflow.optimize(JOB).state()).isInstanceOf(JobState.Done.class);
    assertThat(count("part 1")).isEqualTo(2);
    assertThat(count("part 0")).isEqualTo(1);
    assertThat(count("cut video-webm-vp9")).isEqualTo(1);
  }

  @Test
  void eachPartMayLoseFourWorkers() {
    for (String part : new String[] {"part sound", "part 0", "part 1", "part 2"}) {
      jobs.stages.script(part, times(4, FakeParts.lose(20)));
    }

    assertThat(jobs.workflow.optimize(JOB).state()).isInstanceOf(JobState.Done.class);
    assertThat(count("part 2")).isEqualTo(StageOptions.MAX_WORKERS_LOST);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cut", "part 1", "join"})
  void aStageThatBreaksFiveWorkersFailsTheJob(String stage) {
    jobs.stages.script(stage, times(100, FakeParts.lose(20)));

    assertThat(jobs.workflow.optimize(JOB).state())
        .isInstanceOfSatisfying(
            JobState.Failed.class,
            failed -> {
              assertThat(failed.error().kind()).isEqualTo(ErrorCode.ENCODE_FAILED);
              assertThat(failed.error().message()).isEqualTo(StageOptions.BREAKS_WORKERS);
            });
    assertThat(jobs.stages.calls)
        .filteredOn(call -> call.startsWith(stage))
        .hasSize(StageOptions.MAX_WORKERS_LOST);
    assertThat(jobs.stages.calls).doesNotContain("cut video-mp4-h264");
  }

  @ParameterizedTest
  @CsvSource({"join, NOT_AS_PLANNED", "join, ENCODE_FAILED", "cut, UNKNOWN", "cut, ENCODE_TIMEOUT"})
  void aVideoThatCannotBeDividedIsEncodedWhole(String stage, String type) {
    jobs.stages.script(stage, FakeStages.fail(type));

    assertThat(jobs.workflow.optimize(JOB).state()).isInstanceOf(JobState.Done.class);
    assertThat(count("encode video-webm-vp9")).isEqualTo(1);
    assertThat(jobs.stages.calls).doesNotContain("cut video-mp4-h264");
  }

  @Test
  void aVideoWhosePartsDoNotFitTellsThatItIsEncodedInOnePiece() {
    jobs.stages.script("join", FakeStages.fail(PartStage.NOT_AS_PLANNED));

    assertThat(jobs.workflow.optimize(JOB).warnings())
        .filteredOn(warning -> warning.startsWith("The video is encoded in one piece, because"))
        .hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"part 0, NOT_AS_PLANNED", "part sound, NOT_AS_PLANNED", "part 2, ENCODE_FAILED"})
  void aPartThatIsNotAsPlannedStopsTheOthersBeforeTheWholeIsEncoded(String part, String type) {
    failWhileOthersRun(part, FakeStages.fail(type));

    assertThat(jobs.workflow.optimize(JOB).state()).isInstanceOf(JobState.Done.class);
    assertThat(jobs.stages.calls)
        .containsSubsequence(
            "encoder stopped",
            "encoder stopped",
            "encoder stopped",
            "encode video-webm-vp9",
            "record done");
    assertThat(jobs.stages.calls).doesNotContain("cut video-mp4-h264");
  }

  @Test
  void encodesAVideoWholeWhenItsPartsAreNotAsPlanned() {
    failWhileOthersRun("part 1", FakeParts.failAt(50, PartStage.NOT_AS_PLANNED));

    jobs.workflow.optimize(JOB);

    assertThat(jobs.stages.calls)
        .containsSubsequence("cut video-webm-vp9", "encode video-webm-vp9", "record done");
    assertThat(count("encode video-webm-vp9")).isEqualTo(1);
  }

  @Test
  void anAttemptThatIsEncodedWholeIsNotDividedAgain() {
    jobs.stages.script("join", FakeStages.fail(PartStage.NOT_AS_PLANNED));
    jobs.stages.script("upload", FakeStages.fail(UploadStage.SCRATCH_GONE));

    assertThat(jobs.workflow.optimize(JOB).state()).isInstanceOf(JobState.Done.class);
    assertThat(count("encode video-webm-vp9")).isEqualTo(2);
    assertThat(count("cut video-webm-vp9")).isEqualTo(1);
    assertThat(count("join video-webm-vp9")).isEqualTo(1);
  }

  @Test
  void joinsAgainWithoutAnotherEncodeWhenTheHostHasLostTheFile() {
    jobs.stages.script("upload", FakeStages.fail(UploadStage.SCRATCH_GONE));

    assertThat(jobs.workflow.optimize(JOB).state()).isInstanceOf(JobState.Done.class);
    assertThat(count("join video-webm-vp9")).isEqualTo(2);
    assertThat(count("cut video-webm-vp9")).isEqualTo(1);
    assertThat(count("part 0")).isEqualTo(1);
  }

  @Test
  void saysWhyAVideoIsEncodedWhole() {
    jobs.stages.parts.cutNothing(NOT_EXACT);

    JobSnapshot end = jobs.workflow.optimize(JOB);

    assertThat(end.warnings()).contains(NOT_EXACT);
    assertThat(jobs.stages.calls)
        .containsSubsequence("cut video-webm-vp9", "encode video-webm-vp9", "record done")
        .doesNotContain("part sound", "join video-webm-vp9");
  }

  @Test
  void saysNothingOfAVideoThatIsTooShortForSegments() {
    jobs.stages.parts.cutNothing(null);

    assertThat(jobs.workflow.optimize(JOB).warnings()).hasSize(2);
  }

  @Test
  void triesTheNextStrategyAsSoonAsTheFinishedPartsAreTooLarge() {
    CountDownLatch running = new CountDownLatch(2);
    jobs.stages.planWithoutSound();
    jobs.stages.parts.encodeInto(JOB.source().bytes());
    jobs.stages.script("part 0", () -> await(running));
    jobs.stages.script("part 1", jobs.stages.runUntilCancelled(running));
    jobs.stages.script("part 2", jobs.stages.runUntilCancelled(running));
    jobs.stages.script("cut video-mp4-h264", () -> jobs.stages.parts.encodeInto(1000));

    assertThat(jobs.workflow.optimize(JOB).state()).isInstanceOf(JobState.Done.class);
    assertThat(jobs.stages.calls)
        .containsSubsequence(
            "encoder stopped", "encoder stopped", "cut video-mp4-h264", "join video-mp4-h264")
        .doesNotContain("join video-webm-vp9", "encode video-webm-vp9");
  }

  @Test
  void triesTheNextStrategyWhenTheJoinedVideoIsTooLarge() {
    jobs.stages.script("join", FakeStages.fail(EncodeStage.NOT_SMALLER));

    assertThat(jobs.workflow.optimize(JOB).state()).isInstanceOf(JobState.Done.class);
    assertThat(jobs.stages.calls)
        .containsSubsequence("join video-webm-vp9", "cut video-mp4-h264", "join video-mp4-h264");
  }

  @Test
  void aPartThatFailsStopsTheOthersBeforeTheJobEnds() {
    failWhileOthersRun("part 1", FakeStages.fail(ErrorCode.ENCODE_TIMEOUT));

    JobState end = jobs.workflow.optimize(JOB).state();

    assertThat(((JobState.Failed) end).error().kind()).isEqualTo(ErrorCode.ENCODE_TIMEOUT);
    assertThat(jobs.stages.calls)
        .endsWith(
            "encoder stopped", "encoder stopped", "encoder stopped", "discard", "record failed");
  }

  /** The other parts run until they are stopped. */
  private void failWhileOthersRun(String part, Behaviour failure) {
    CountDownLatch running = new CountDownLatch(3);
    Stream.of("part sound", "part 0", "part 1", "part 2")
        .filter(other -> !other.equals(part))
        .forEach(other -> jobs.stages.script(other, jobs.stages.runUntilCancelled(running)));
    jobs.stages.script(
        part,
        () -> {
          await(running);
          failure.run();
        });
  }

  private static Behaviour[] times(int count, Behaviour behaviour) {
    return Stream.generate(() -> behaviour).limit(count).toArray(Behaviour[]::new);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private int count(String call) {
    return Collections.frequency(jobs.stages.calls, call);
  }
}
