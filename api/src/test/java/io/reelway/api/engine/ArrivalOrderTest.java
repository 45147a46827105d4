package io.reelway.api.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.common.Priority;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The order in which the in-memory engine serves stages of different priorities. */
class ArrivalOrderTest {
  private static final String JOBS = "jobs";
  private static final String HEAVY = "heavy";
  private static final String LIGHT = "light";

  @Test
  void servesAPriorityInOrderOfArrivalBeforeALessUrgentOne() throws Exception {
    QueuePositions positions = new QueuePositions();
    ArrivalOrder order = new ArrivalOrder(positions);
    Log log = new Log();
    try (TestWorkflowEnvironment engine = engine(order)) {
      engine.newWorker(JOBS).registerWorkflowImplementationTypes(ScheduleAll.class);
      engine
          .newWorker(
              HEAVY, WorkerOptions.newBuilder().setMaxConcurrentActivityExecutionSize(1).build())
          .registerActivitiesImplementations(log);
      engine.newWorker(LIGHT).registerActivitiesImplementations(log);
      engine.start();

      engine
          .getWorkflowClient()
          .newWorkflowStub(
              ScheduleAllStages.class,
              WorkflowOptions.newBuilder().setTaskQueue(JOBS).setWorkflowId("film").build())
          .schedule();
    }

    assertThat(log.names).containsExactly("gate", "3a", "3b", "none", "4a", "4b", "4c", "5a", "5b");
    assertThat(positions.ahead("film")).isNull();
  }

  private static TestWorkflowEnvironment engine(ArrivalOrder order) {
    return TestWorkflowEnvironment.newInstance(
        TestEnvironmentOptions.newBuilder()
            .setUseTimeskipping(false)
            .setWorkerFactoryOptions(
                WorkerFactoryOptions.newBuilder()
                    .setWorkerInterceptors(new ArrivalOrder.OfStages(order))
                    .build())
            .build());
  }

  /** A workflow that schedules everything at once. */
  @WorkflowInterface
  public interface ScheduleAllStages {
    @WorkflowMethod
    void schedule();
  }

  /** Schedules a stage that keeps the only slot busy until all others are in the queue. */
  public static final class ScheduleAll implements ScheduleAllStages {
    @Override
    public void schedule() {
      List<Promise<Void>> all = new ArrayList<>();
      all.add(start("gate", 3));
      for (String name : List.of("5a", "4a", "3a", "5b", "4b", "3b", "4c")) {
        all.add(start(name, Integer.parseInt(name.substring(0, 1))));
      }
      all.add(start("none", 0));
      all.add(Async.procedure(stub(LIGHT, 0)::open));
      Promise.allOf(all).get();
    }

    private static Promise<Void> start(String name, int priority) {
      return Async.procedure(stub(HEAVY, priority)::run, name);
    }

    private static Stages stub(String taskQueue, int priority) {
      ActivityOptions.Builder options =
          ActivityOptions.newBuilder()
              .setTaskQueue(taskQueue)
              .setStartToCloseTimeout(Duration.ofMinutes(1));
      if (priority > 0) {
        options.setPriority(Priority.newBuilder().setPriorityKey(priority).build());
      }
      return Workflow.newActivityStub(Stages.class, options.build());
    }
  }

  /** Stages that are written down. */
  @ActivityInterface
  public interface Stages {
    void run(String name);

    void open();
  }

  private static final class Log implements Stages {
    private final List<String> names = new CopyOnWriteArrayList<>();
    private final CountDownLatch scheduled = new CountDownLatch(1);

    @Override
    public void run(String name) {
      names.add(name);
      try {
        assertThat(scheduled.await(30, TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException stop) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void open() {
      scheduled.countDown();
    }
  }
}
