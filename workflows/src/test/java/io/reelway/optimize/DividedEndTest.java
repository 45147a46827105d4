package io.reelway.optimize;

import static io.reelway.optimize.JobEnvironment.JOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelway.job.ErrorCode;
import io.reelway.job.JobSnapshot;
import io.reelway.job.JobState;
import io.reelway.optimize.FakeStages.Behaviour;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.CanceledFailure;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A job with divided videos ends after all of its stages have stopped, and leaves no parts. */
@Execution(ExecutionMode.CONCURRENT)
class DividedEndTest {
  @RegisterExtension final JobEnvironment jobs = new JobEnvironment();

  @AfterEach
  void replays() throws Exception {
    jobs.replay();
  }

  @Test
  void recordsACancelledJobAfterAllItsPartsHaveStopped() {
    startWithFourParts();

    cancel();

    assertThat(jobs.stages.calls).filteredOn("encoder stopped"::equals).hasSize(4);
    assertThat(jobs.stages.calls).endsWith("encoder stopped", "discard", "record failed");
    assertThat(recordedError()).isEqualTo(ErrorCode.CANCELLED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cut", "join"})
  void recordsAJobThatIsCancelledBeforeOrAfterItsParts(String stage) {
    CountDownLatch running = new CountDownLatch(1);
    jobs.stages.divide();
    jobs.stages.script(stage, jobs.stages.runUntilCancelled(running));
    WorkflowClient.start(jobs.workflow::optimize, JOB);
    await(running);

    cancel();

    assertThat(jobs.stages.calls).endsWith("encoder stopped", "discard", "record failed");
    assertThat(recordedError()).isEqualTo(ErrorCode.CANCELLED);
  }

  @Test
  void startsNoWaitingPartAfterACancellation() {
    CountDownLatch running = new CountDownLatch(64);
    Behaviour encoder = jobs.stages.runUntilCancelled(running);
    jobs.stages.divide();
    jobs.stages.parts.cutInto(Stream.generate(() -> 10.0).limit(99).mapToDouble(x -> x).toArray());
    jobs.stages.script("part", Stream.generate(() -> encoder).limit(100).toArray(Behaviour[]::new));
    WorkflowClient.start(jobs.workflow::optimize, JOB);
    await(running);

    cancel();

    assertThat(jobs.stages.calls).filteredOn(call -> call.startsWith("part ")).hasSize(64);
    assertThat(jobs.stages.calls).filteredOn("encoder stopped"::equals).hasSize(64);
  }

  /** The parts vanish with everything else of the job. */
  @Test
  void erasesAJobAfterAllItsPartsHaveStopped() {
    startWithFourParts();

    jobs.workflow.erase();
    WorkflowStub.fromTyped(jobs.workflow).getResult(JobSnapshot.class);

    assertThat(jobs.stages.calls).filteredOn("encoder stopped"::equals).hasSize(4);
    assertThat(jobs.stages.calls).endsWith("encoder stopped", "erase").doesNotContain("discard");
    assertThat(jobs.stages.recorded).isEmpty();
  }

  @Test
  void discardsThePartsOnceWhenEveryStrategyFails() {
    jobs.stages.divide();
    jobs.stages.script("encode", FakeStages.fail(ErrorCode.ENCODE_FAILED));
    jobs.stages.script("encode video-mp4-h264", FakeStages.fail(ErrorCode.ENCODE_FAILED));
    jobs.stages.parts.cutNothing(null);

    assertThat(jobs.workflow.optimize(JOB).state()).isInstanceOf(JobState.Failed.class);
    assertThat(jobs.stages.calls).endsWith("discard", "record failed");
    assertThat(jobs.stages.calls).filteredOn("discard"::equals).hasSize(1);
  }

  @Test
  void discardsNothingOfAJobThatCannotDivide() {
    jobs.workflow.optimize(JOB);

    assertThat(jobs.stages.calls).contains("record done").doesNotContain("discard");
  }

  @Test
  void aStoreThatIsAwayDoesNotKeepAJobFromEnding() {
    jobs.stages.divide();
    Behaviour away = FakeStages.fail(ErrorCode.UNAVAILABLE);
    jobs.stages.script("discard", Stream.generate(() -> away).limit(500).toArray(Behaviour[]::new));

    assertThat(jobs.workflow.optimize(JOB).state()).isInstanceOf(JobState.Done.class);
    assertThat(jobs.stages.calls).filteredOn("discard"::equals).hasSize(3);
  }

  /** Starts a job, and waits until its sound and its three segments run. */
  private void startWithFourParts() {
    CountDownLatch running = new CountDownLatch(4);
    Behaviour encoder = jobs.stages.runUntilCancelled(running);
    jobs.stages.divide();
    List.of("part sound", "part 0", "part 1", "part 2")
        .forEach(part -> jobs.stages.script(part, encoder));
    WorkflowClient.start(jobs.workflow::optimize, JOB);
    await(running);
  }

  private void cancel() {
    WorkflowStub job = WorkflowStub.fromTyped(jobs.workflow);
    job.cancel();
    assertThatThrownBy(() -> job.getResult(JobSnapshot.class))
        .hasRootCauseInstanceOf(CanceledFailure.class);
  }

  private ErrorCode recordedError() {
    return ((JobState.Failed) jobs.stages.recorded.getFirst().state()).error().kind();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
