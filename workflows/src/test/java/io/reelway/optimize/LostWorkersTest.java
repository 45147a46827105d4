package io.reelway.optimize;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.job.ErrorCode;
import io.reelway.stage.StageOptions;
import io.temporal.api.enums.v1.RetryState;
import io.temporal.api.enums.v1.TimeoutType;
import io.temporal.client.WorkflowOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.TimeoutFailure;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LostWorkersTest {
  @ParameterizedTest(name = "a stage that loses {0} workers: {1}")
  @CsvSource({"0, done after 1", "4, done after 5", "5, ENCODE_FAILED after 5"})
  void triesAgainUntilTheFileIsHeldToBeTheReason(int losses, String outcome) {
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

  /** Runs one stage that loses workers. */
  @WorkflowInterface
  public interface StageRun {
    @WorkflowMethod
    String run(int losses);
  }

  /** Without an activity: the engine's way of telling a loss is what is thrown. */
  public static final class StageRunImpl implements StageRun {
    private int runs;

    @Override
    public String run(int losses) {
      try {
        LostWorkers.survived(
            () -> {
              if (runs++ < losses) {
                throw lost();
              }
              return runs;
            });
        return "done after " + runs;
      } catch (ApplicationFailure failure) {
        return ErrorCode.ofFailureType(failure.getType()) + " after " + runs;
      }
    }

    private static ActivityFailure lost() {
      return new ActivityFailure(
          "lost",
          1,
          2,
          "Encode",
          "1",
          RetryState.RETRY_STATE_NON_RETRYABLE_FAILURE,
          "worker",
          new TimeoutFailure("silent", null, TimeoutType.TIMEOUT_TYPE_HEARTBEAT));
    }
  }
}
