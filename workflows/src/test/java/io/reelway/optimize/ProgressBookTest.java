package io.reelway.optimize;

import static io.reelway.optimize.JobEnvironment.HOST_A;
import static io.reelway.optimize.JobEnvironment.HOST_B;
import static io.reelway.optimize.JobEnvironment.HOST_IS_GONE;
import static io.reelway.optimize.JobEnvironment.JOB;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.job.ErrorCode;
import io.reelway.job.JobState;
import io.reelway.job.Progress;
import io.reelway.optimize.FakeStages.Behaviour;
import io.reelway.stage.EncodeStage;
import io.reelway.stage.StageOptions;
import io.temporal.failure.ApplicationFailure;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Execution(ExecutionMode.CONCURRENT)
class ProgressBookTest {
  @RegisterExtension final JobEnvironment jobs = new JobEnvironment();

  @Test
  @Tag(HOST_IS_GONE)
  void progressNeverFallsWhenAnEncodeIsRepeated() {
    List<Double> begun = new ArrayList<>();
    jobs.stages.encodeOn(HOST_A);
    jobs.stages.script(
        "encode",
        () -> {
          begun.add(jobs.processing().begun());
          throw ApplicationFailure.newNonRetryableFailure(
              "As the test says", ErrorCode.ENCODE_FAILED.name(), Progress.of(50));
        },
        () -> begun.add(jobs.processing().begun()),
        () -> {
          begun.add(jobs.processing().begun());
          jobs.stages.encodeOn(HOST_B);
        });
    jobs.stages.script("upload", () -> begun.add(jobs.processing().begun()));

    assertThat(jobs.workflow.optimize(JOB).state()).isInstanceOf(JobState.Done.class);
    assertThat(begun).isSorted().startsWith(2.0, 36.875).allMatch(percent -> percent < 95);
  }

  @ParameterizedTest
  @ValueSource(strings = {"probe", "encode", "upload"})
  void progressNeverFallsWhenAWorkerIsLost(String stage) {
    List<Double> begun = new ArrayList<>();
    jobs.stages.script(
        stage,
        () -> {
          begun.add(jobs.processing().percent(List.of(Progress.of(50).ofRendition("main"))));
          throw ApplicationFailure.newNonRetryableFailure(
              "As the test says", StageOptions.WORKER_ERROR, Progress.of(50));
        },
        () -> begun.add(jobs.processing().percent(List.of())));

    assertThat(jobs.workflow.optimize(JOB).state()).isInstanceOf(JobState.Done.class);
    assertThat(begun).hasSize(2).isSorted();
  }

  /**
   * Each attempt has its own part of the progress bar, so none stands still where the previous one
   * ended.
   */
  @Test
  void progressMovesInEveryAttemptedStrategy() {
    List<JobState.Processing> begun = new ArrayList<>();
    Behaviour notSmaller =
        () -> {
          begun.add(jobs.processing());
          FakeStages.fail(EncodeStage.NOT_SMALLER).run();
        };
    jobs.stages.script("encode", notSmaller, notSmaller);

    jobs.workflow.optimize(JOB);

    assertThat(begun).hasSize(2);
    for (JobState.Processing encode : begun) {
      assertThat(encode.percent(List.of(Progress.ALL.ofRendition("main"))))
          .isBetween(encode.begun() + 10, 95.0);
    }
  }
}
