package io.reelway.optimize;

import static org.assertj.core.api.Assertions.assertThat;

import com.uber.m3.tally.RootScopeBuilder;
import com.uber.m3.tally.Scope;
import com.uber.m3.util.Duration;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.reelway.job.ErrorCode;
import io.reelway.job.Progress;
import io.reelway.stage.RejoinStage;
import io.reelway.stage.StageOptions;
import io.temporal.api.enums.v1.RetryState;
import io.temporal.api.enums.v1.TimeoutType;
import io.temporal.client.WorkflowOptions;
import io.temporal.common.reporter.MicrometerClientStatsReporter;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.failure.TimeoutFailure;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkerLossRetryTest {
  @ParameterizedTest(name = "a stage that loses {0} workers: {1}")
  @CsvSource({"0, done after 1", "4, done after 5", "5, ENCODE_FAILED after 5"})
  void retriesUntilTheFileCountsAsTheCause(int losses, String outcome) {
    try (TestWorkflowEnvironment temporal = TestWorkflowEnvironment.newInstance()) {
      Worker worker = temporal.newWorker("test");
      worker.registerWorkflowImplementationTypes(StageRunImpl.class);
      temporal.start();

      String seen =
          temporal
              .getWorkflowClient()
              .newWorkflowStub(
                  StageRun.class, WorkflowOptions.newBuilder().setTaskQueue("test").build())
              .run(losses);

      assertThat(seen).isEqualTo(outcome);
      assertThat(StageOptions.MAX_WORKERS_LOST).isEqualTo(5);
    }
  }

  @Test
  void reportsEachLossToTheOperator() throws Exception {
    MeterRegistry meters = new SimpleMeterRegistry();
    Scope metrics =
        new RootScopeBuilder()
            .reporter(new MicrometerClientStatsReporter(meters))
            .reportEvery(Duration.ofMillis(10));
    TestEnvironmentOptions measured =
        TestEnvironmentOptions.newBuilder().setMetricsScope(metrics).build();
    try (TestWorkflowEnvironment temporal = TestWorkflowEnvironment.newInstance(measured)) {
      Worker worker = temporal.newWorker("test");
      worker.registerWorkflowImplementationTypes(StageRunImpl.class);
      temporal.start();
      temporal
          .getWorkflowClient()
          .newWorkflowStub(
              StageRun.class, WorkflowOptions.newBuilder().setTaskQueue("test").build())
          .run(2);
    }
    metrics.close();

    assertThat(meters.get("reelway_workers_lost").tag("stage", "encode").counter().count())
        .isEqualTo(2);
  }

  @ParameterizedTest(name = "{1} answers after {0} losses: {2}")
  @CsvSource({
    "1, found, found after 1",
    "1, not here, done after 2",
    "1, found at the second look, found after 1",
    "1, dead, done after 2",
    "1, ENCODE_TIMEOUT, ENCODE_TIMEOUT after 1",
    "5, not here, ENCODE_FAILED after 5"
  })
  void asksTheSilentHostBeforeItRepeatsTheWork(int losses, String answer, String outcome) {
    try (TestWorkflowEnvironment temporal = TestWorkflowEnvironment.newInstance()) {
      Worker worker = temporal.newWorker("test");
      worker.registerWorkflowImplementationTypes(AskingRunImpl.class);
      temporal.start();

      assertThat(
              temporal
                  .getWorkflowClient()
                  .newWorkflowStub(
                      AskingRun.class, WorkflowOptions.newBuilder().setTaskQueue("test").build())
                  .run(losses, answer))
          .isEqualTo(outcome);
    }
  }

  /** Runs one stage that loses workers whose hosts can be asked. */
  @WorkflowInterface
  public interface AskingRun {
    @WorkflowMethod
    String run(int losses, String answer);
  }

  /** Runs the stage without an activity. */
  public static final class AskingRunImpl implements AskingRun {
    private int runs;
    private int questions;

    @Override
    public String run(int losses, String answer) {
      try {
        String end =
            WorkerLossRetry.survived(
                () -> {
                  if (runs++ < losses) {
                    throw failed("Encode", silent("host"));
                  }
                  return "done";
                },
                lost -> {},
                host -> answer(answer));
        return end + " after " + runs;
      } catch (ApplicationFailure failure) {
        return failure.getType() + " after " + runs;
      } catch (ActivityFailure failure) {
        return (failure.getCause() instanceof ApplicationFailure cause ? cause.getType() : "?")
            + " after "
            + runs;
      }
    }

    private String answer(String answer) {
      return switch (answer) {
        case "found" -> answer;
        case "found at the second look" -> {
          if (questions++ == 0) {
            throw failed("Rejoin", silent("host"));
          }
          yield "found";
        }
        case "dead" ->
            throw failed(
                "Rejoin", new TimeoutFailure("", null, TimeoutType.TIMEOUT_TYPE_SCHEDULE_TO_START));
        case "not here" ->
            throw failed(
                "Rejoin", ApplicationFailure.newNonRetryableFailure("", RejoinStage.NOT_HERE));
        default -> throw failed("Rejoin", ApplicationFailure.newNonRetryableFailure("", answer));
      };
    }
  }

  private static TimeoutFailure silent(@Nullable String host) {
    return new TimeoutFailure(
        "silent",
        host == null ? null : Progress.of(40).at(host),
        TimeoutType.TIMEOUT_TYPE_HEARTBEAT);
  }

  private static ActivityFailure failed(String stage, TemporalFailure cause) {
    return new ActivityFailure(
        "failed", 1, 2, stage, "1", RetryState.RETRY_STATE_NON_RETRYABLE_FAILURE, "worker", cause);
  }

  /** Runs one stage that loses workers. */
  @WorkflowInterface
  public interface StageRun {
    @WorkflowMethod
    String run(int losses);
  }

  /**
   * Runs the stage without an activity: it throws the exception by which the engine reports a lost
   * worker.
   */
  public static final class StageRunImpl implements StageRun {
    private int runs;

    @Override
    public String run(int losses) {
      try {
        WorkerLossRetry.survived(
            () -> {
              if (runs++ < losses) {
                throw failed("Encode", silent(null));
              }
              return runs;
            },
            lost -> {});
        return "done after " + runs;
      } catch (ApplicationFailure failure) {
        return ErrorCode.ofFailureType(failure.getType()) + " after " + runs;
      }
    }
  }
}
