package io.reelway.api.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.reelway.clock.EngineClock;
import io.reelway.job.ErrorCode;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StageObserverTest {
  private final MeterRegistry meters = new SimpleMeterRegistry();
  private final EngineClock clock = new EngineClock(Clock.systemUTC());

  @ParameterizedTest(name = "{0} failed attempts before one that succeeds")
  @ValueSource(ints = {0, 1, 3})
  void countsAttemptsAfterTheFirst(int failures) {
    run(failures);

    assertThat(meters.get("reelway.stage.retries").tag("stage", "probe").counter().count())
        .isEqualTo(failures);
    assertThat(attempts("ok")).isEqualTo(1);
  }

  @Test
  void measuresAttemptsByTheirOutcome() {
    run(2);

    assertThat(attempts("unavailable")).isEqualTo(2);
    assertThat(attempts("ok")).isEqualTo(1);
  }

  private long attempts(String outcome) {
    return meters.get("reelway.stage").tags("stage", "probe", "outcome", outcome).timer().count();
  }

  /** Runs a job of one stage that fails that many times. */
  private void run(int failures) {
    TestEnvironmentOptions observed =
        TestEnvironmentOptions.newBuilder()
            .setWorkerFactoryOptions(
                WorkerFactoryOptions.newBuilder()
                    .setWorkerInterceptors(new StageObserver(meters, clock))
                    .build())
            .build();
    try (TestWorkflowEnvironment temporal = TestWorkflowEnvironment.newInstance(observed)) {
      Worker worker = temporal.newWorker("test");
      worker.registerWorkflowImplementationTypes(OneStageImpl.class);
      worker.registerActivitiesImplementations(new FrailProbe());
      temporal.start();
      temporal
          .getWorkflowClient()
          .newWorkflowStub(
              OneStage.class, WorkflowOptions.newBuilder().setTaskQueue("test").build())
          .run(failures);
    }
  }

  /** Runs one stage. */
  @WorkflowInterface
  public interface OneStage {
    @WorkflowMethod
    void run(int failures);
  }

  /** Retries the stage without limit. */
  public static final class OneStageImpl implements OneStage {
    @Override
    public void run(int failures) {
      Workflow.newActivityStub(
              Probe.class,
              ActivityOptions.newBuilder()
                  .setStartToCloseTimeout(Duration.ofMinutes(1))
                  .setRetryOptions(RetryOptions.getDefaultInstance())
                  .build())
          .probe(failures);
    }
  }

  /** A stage that fails that many times before it succeeds. */
  @ActivityInterface
  public interface Probe {
    void probe(int failures);
  }

  private static final class FrailProbe implements Probe {
    @Override
    public void probe(int failures) {
      if (Activity.getExecutionContext().getInfo().getAttempt() <= failures) {
        throw ApplicationFailure.newFailure("The store is away.", ErrorCode.UNAVAILABLE.name());
      }
    }
  }
}
