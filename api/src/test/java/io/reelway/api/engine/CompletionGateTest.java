package io.reelway.api.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The in-memory engine survives the cancellation of a stage that has just ended. */
class CompletionGateTest {
  /** Opened by the workflow task that then cancels the other stage. */
  private static final CountDownLatch CANCELLING = new CountDownLatch(1);

  /** Opened when the other stage has ended, and its worker reports that. */
  private static final CountDownLatch ENDING = new CountDownLatch(1);

  @Test
  @Timeout(60)
  void aJobEndsWhenAStageEndsWhileItIsBeingCancelled() {
    TestEnvironmentOptions options =
        TestEnvironmentOptions.newBuilder()
            .setUseTimeskipping(false)
            .setWorkflowServiceStubsOptions(
                WorkflowServiceStubsOptions.newBuilder()
                    .addGrpcClientInterceptor(new CompletionGate())
                    .build())
            .build();
    try (TestWorkflowEnvironment engine = TestWorkflowEnvironment.newInstance(options)) {
      Worker worker = engine.newWorker("test");
      worker.registerWorkflowImplementationTypes(TwoStagesImpl.class);
      worker.registerActivitiesImplementations(new StageImpl());
      engine.start();

      String end =
          engine
              .getWorkflowClient()
              .newWorkflowStub(
                  TwoStages.class, WorkflowOptions.newBuilder().setTaskQueue("test").build())
              .run();

      assertThat(end).isEqualTo("the first failed");
    }
  }

  /** Cancels its second stage when the first has failed. */
  @WorkflowInterface
  public interface TwoStages {
    @WorkflowMethod
    String run();
  }

  /** Lets the second stage end in the middle of the workflow task that cancels it. */
  public static final class TwoStagesImpl implements TwoStages {
    private final Stage stage =
        Workflow.newActivityStub(
            Stage.class,
            ActivityOptions.newBuilder()
                .setStartToCloseTimeout(Duration.ofMinutes(1))
                .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
                .build());

    @Override
    public String run() {
      List<Promise<Void>> both = new ArrayList<>();
      CancellationScope scope =
          Workflow.newCancellationScope(() -> {
            both.add(Async.procedure(stage::run, false));
            both.add(Async.procedure(stage::run, true));
          });
      scope.run();
      try {
        both.getFirst().get();
        return "no failure";
      } catch (TemporalFailure failed) {
        CANCELLING.countDown();
        pause();
        scope.cancel();
        both.getLast().handle((done, stopped) -> true).get();
        return "the first failed";
      }
    }

    /** Not for real workflows: gives the result of the other stage time to arrive. */
    private static void pause() {
      try {
        ENDING.await(10, TimeUnit.SECONDS);
        TimeUnit.MILLISECONDS.sleep(300);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** One of the two stages. */
  @ActivityInterface
  public interface Stage {
    void run(boolean waits);
  }

  /** Fails at once, or ends while it is being cancelled. */
  public static final class StageImpl implements Stage {
    @Override
    public void run(boolean waits) {
      if (!waits) {
        throw ApplicationFailure.newNonRetryableFailure("As the test says", "FAILED");
      }
      try {
        CANCELLING.await(30, TimeUnit.SECONDS);
        ENDING.countDown();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
