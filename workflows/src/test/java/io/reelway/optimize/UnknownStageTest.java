package io.reelway.optimize;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.stage.CutStage;
import io.reelway.stage.CutStage.Cuts;
import io.reelway.stage.EncodeStage;
import io.reelway.stage.StageOptions;
import io.reelway.stage.TaskQueues;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.WorkerFactory;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Workers of a build without parts and workers of this build serve the same queues. */
class UnknownStageTest {
  @Test
  void aStageThatAnOlderWorkerDoesNotKnowIsRetriedUntilANewerOneTakesIt() throws Exception {
    try (TestWorkflowEnvironment temporal = TestWorkflowEnvironment.newInstance()) {
      temporal.newWorker(TaskQueues.JOBS).registerWorkflowImplementationTypes(OneStageImpl.class);
      temporal
          .newWorker(TaskQueues.LIGHT)
          .registerActivitiesImplementations(
              (EncodeStage)
                  request -> {
                    throw new IllegalStateException("Not asked for");
                  });
      temporal.start();
      OneStage job =
          temporal
              .getWorkflowClient()
              .newWorkflowStub(
                  OneStage.class,
                  WorkflowOptions.newBuilder().setTaskQueue(TaskQueues.JOBS).build());
      WorkflowClient.start(job::run);
      awaitRefusal(WorkflowStub.fromTyped(job));

      WorkerFactory newer = WorkerFactory.newInstance(temporal.getWorkflowClient());
      newer
          .newWorker(TaskQueues.LIGHT)
          .registerActivitiesImplementations((CutStage) request -> Cuts.none("newer"));
      newer.start();

      assertThat(WorkflowStub.fromTyped(job).getResult(String.class)).isEqualTo("newer");
      newer.shutdownNow();
    }
  }

  private static void awaitRefusal(WorkflowStub job) throws InterruptedException {
    Instant end = Instant.now().plusSeconds(60);
    String failure = "";
    while (!failure.contains("\"Cut\" is not registered with a worker")) {
      assertThat(Instant.now()).as(failure).isBefore(end);
      TimeUnit.MILLISECONDS.sleep(20);
      failure =
          job.describe()
              .getRawDescription()
              .getPendingActivitiesList()
              .toString()
              .replace("\\", "");
    }
  }

  /** Runs a stage that an older worker does not know, with its own options. */
  @WorkflowInterface
  public interface OneStage {
    @WorkflowMethod
    String run();
  }

  /** The workflow. */
  public static final class OneStageImpl implements OneStage {
    @Override
    public String run() {
      return String.valueOf(
          Workflow.newUntypedActivityStub(StageOptions.cut()).execute("Cut", Cuts.class).whole());
    }
  }
}
