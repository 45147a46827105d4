package io.reelway.api.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.outside.ExternalProgram;
import io.reelway.outside.Ports;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.api.enums.v1.TaskQueueType;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.DescribeTaskQueueRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.Priority;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The order in which engines serve stages of different priorities. */
class ArrivalOrderTest {
  private static final String JOBS = "jobs";
  private static final String HEAVY = "heavy";
  private static final String GATE = "3-gate";

  /**
   * The stages that wait, in the order of arrival. Each begins with its priority, if it has one.
   */
  private static final List<String> STAGES =
      List.of("5a", "4a", "3a", "5b", "4b", "3b", "4c", "none");

  @TempDir private Path folder;

  @Test
  void theInMemoryEngineServesAPriorityInOrderOfArrivalBeforeALessUrgentOne() throws Exception {
    QueuePositions positions = new QueuePositions();
    WorkerFactoryOptions inOrder =
        WorkerFactoryOptions.newBuilder()
            .setWorkerInterceptors(new ArrivalOrder.OfStages(new ArrivalOrder(positions)))
            .build();
    TestEnvironmentOptions options =
        TestEnvironmentOptions.newBuilder()
            .setUseTimeskipping(false)
            .setWorkerFactoryOptions(inOrder)
            .build();
    try (TestWorkflowEnvironment engine = TestWorkflowEnvironment.newInstance(options)) {
      WorkflowStub film = film(engine.getWorkflowClient());

      List<String> served =
          served(
              engine.getWorkerFactory(),
              film,
              () ->
                  film.describe().getRawDescription().getPendingActivitiesCount() > STAGES.size());

      assertThat(served).containsExactly(GATE, "3a", "3b", "none", "4a", "4b", "4c", "5a", "5b");
      assertThat(positions.ahead("film")).isNull();
    }
  }

  /** The server spreads stages that are due at the same time, so it keeps no order within one. */
  @Test
  void theDevServerServesAPriorityBeforeALessUrgentOne() throws Exception {
    int port = Ports.free();
    try (DevServer server =
        DevServer.start(
            ExternalProgram.TEMPORAL.path(),
            port,
            "default",
            new DevServerSettings(null, folder.resolve("db.sqlite"), port, 0))) {
      WorkflowServiceStubs stubs =
          WorkflowServiceStubs.newServiceStubs(
              WorkflowServiceStubsOptions.newBuilder().setTarget("127.0.0.1:" + port).build());
      WorkflowClient client = WorkflowClient.newInstance(stubs);
      WorkerFactory factory = WorkerFactory.newInstance(client);
      try {
        List<String> served = served(factory, film(client), () -> backlog(stubs) >= STAGES.size());

        assertThat(server.process()).isPresent();
        assertThat(served).hasSize(STAGES.size() + 1).startsWith(GATE);
        assertThat(served.stream().map(name -> name.replace("none", "3").substring(0, 1)))
            .isSorted();
      } finally {
        factory.shutdownNow();
        stubs.shutdownNow();
      }
    }
  }

  private static WorkflowStub film(WorkflowClient client) {
    return client.newUntypedWorkflowStub(
        "ScheduleAll",
        WorkflowOptions.newBuilder().setTaskQueue(JOBS).setWorkflowId("film").build());
  }

  private static long backlog(WorkflowServiceStubs stubs) {
    return stubs
        .blockingStub()
        .describeTaskQueue(
            DescribeTaskQueueRequest.newBuilder()
                .setNamespace("default")
                .setTaskQueue(TaskQueue.newBuilder().setName(HEAVY))
                .setTaskQueueType(TaskQueueType.TASK_QUEUE_TYPE_ACTIVITY)
                .setReportStats(true)
                .build())
        .getStats()
        .getApproximateBacklogCount();
  }

  /**
   * Runs the workflow with one slot, which is busy until all stages wait.
   *
   * @param allWait whether all stages wait
   */
  private static List<String> served(
      WorkerFactory factory, WorkflowStub film, BooleanSupplier allWait) throws Exception {
    Log log = new Log();
    factory.newWorker(JOBS).registerWorkflowImplementationTypes(ScheduleAllImpl.class);
    factory
        .newWorker(
            HEAVY, WorkerOptions.newBuilder().setMaxConcurrentActivityExecutionSize(1).build())
        .registerActivitiesImplementations(log);
    factory.start();
    film.start();
    await(() -> log.names.contains(GATE));
    film.signal("scheduleOthers");
    await(allWait);
    log.allWait.countDown();
    film.getResult(Void.class);
    return log.names;
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    Instant end = Instant.now().plusSeconds(60);
    while (!condition.getAsBoolean()) {
      assertThat(Instant.now()).isBefore(end);
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  /** A workflow that schedules many stages at once. */
  @WorkflowInterface
  public interface ScheduleAll {
    @WorkflowMethod
    void schedule();

    @SignalMethod
    void scheduleOthers();
  }

  /** Schedules a stage that keeps the only slot busy, and later all others. */
  public static final class ScheduleAllImpl implements ScheduleAll {
    private boolean others;

    @Override
    public void schedule() {
      List<Promise<Void>> all = new ArrayList<>();
      all.add(start(GATE));
      Workflow.await(() -> others);
      STAGES.forEach(name -> all.add(start(name)));
      Promise.allOf(all).get();
    }

    @Override
    public void scheduleOthers() {
      others = true;
    }

    private static Promise<Void> start(String name) {
      ActivityOptions.Builder options =
          ActivityOptions.newBuilder()
              .setTaskQueue(HEAVY)
              .setStartToCloseTimeout(Duration.ofMinutes(1));
      if (Character.isDigit(name.charAt(0))) {
        int key = Character.digit(name.charAt(0), 10);
        options.setPriority(Priority.newBuilder().setPriorityKey(key).build());
      }
      return Async.procedure(Workflow.newActivityStub(Stage.class, options.build())::run, name);
    }
  }

  /** A stage that is written down. */
  @ActivityInterface
  public interface Stage {
    void run(String name);
  }

  private static final class Log implements Stage {
    private final List<String> names = new CopyOnWriteArrayList<>();
    private final CountDownLatch allWait = new CountDownLatch(1);

    @Override
    public void run(String name) {
      names.add(name);
      try {
        assertThat(allWait.await(60, TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException stop) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
