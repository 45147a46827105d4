package io.reelway.optimize;

import io.reelway.job.AcceptedJob;
import io.reelway.job.JobRequest;
import io.reelway.job.JobSnapshot;
import io.reelway.job.JobState;
import io.reelway.job.SourceRef;
import io.reelway.stage.TaskQueues;
import io.temporal.activity.ActivityOptions;
import io.temporal.api.history.v1.ActivityTaskScheduledEventAttributes;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerOptions;
import io.temporal.worker.WorkflowImplementationOptions;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A test engine with workers that run {@link FakeStages}, for one job per test. */
final class JobEnvironment implements BeforeEachCallback, AfterEachCallback {
  /** Tag of tests in which a host that holds an encoded file never answers. */
  static final String HOST_IS_GONE = "host-is-gone";

  /** The queue of a host without a worker. */
  static final String HOST_A = "reelway-host-a";

  /** The queue of a host with a worker. */
  static final String HOST_B = "reelway-host-b";

  static final AcceptedJob JOB =
      new AcceptedJob(
          "5c3a1b2e-0000-0000-0000-000000000001",
          "",
          new SourceRef.Uploaded("clip.mp4", "video/mp4", 4_200_000),
          FakeStages.PRESET,
          Instant.ofEpochMilli(1_741_694_400_000L),
          JobRequest.PLAIN,
          List.of("There is no preset with the requested name."));

  private static final WorkflowImplementationOptions PATIENT =
      WorkflowImplementationOptions.getDefaultInstance();

  /**
   * The engine skips no time while a stage waits for a host, so the test waits as long as the
   * workflow.
   */
  private static final WorkflowImplementationOptions IMPATIENT =
      WorkflowImplementationOptions.newBuilder()
          .setActivityOptions(
              Map.of(
                  "Upload",
                  ActivityOptions.newBuilder()
                      .setScheduleToStartTimeout(Duration.ofSeconds(3))
                      .build()))
          .build();

  final FakeStages stages = new FakeStages();
  final TestWorkflowEnvironment temporal = TestWorkflowEnvironment.newInstance();
  final MediaJobWorkflow workflow =
      temporal
          .getWorkflowClient()
          .newWorkflowStub(
              MediaJobWorkflow.class,
              WorkflowOptions.newBuilder()
                  .setWorkflowId(JOB.id())
                  .setTaskQueue(TaskQueues.JOBS)
                  .build());

  @Override
  public void beforeEach(ExtensionContext test) {
    Worker jobs = temporal.newWorker(TaskQueues.JOBS);
    jobs.registerWorkflowImplementationTypes(
        test.getTags().contains(HOST_IS_GONE) ? IMPATIENT : PATIENT,
        MediaJobWorkflowImpl.class,
        WebhookWorkflowImpl.class);
    jobs.registerActivitiesImplementations(stages, stages.parts);
    WorkerOptions quickHeartbeats =
        WorkerOptions.newBuilder()
            .setMaxHeartbeatThrottleInterval(Duration.ofMillis(100))
            .setDefaultHeartbeatThrottleInterval(Duration.ofMillis(100))
            .build();
    Stream.of(TaskQueues.LIGHT, TaskQueues.HEAVY, TaskQueues.OUTBOUND, HOST_B)
        .forEach(queue ->
            temporal
                .newWorker(queue, quickHeartbeats)
                .registerActivitiesImplementations(stages, stages.parts));
    stages.encodeOn(HOST_B);
    temporal.start();
  }

  @Override
  public void afterEach(ExtensionContext test) throws IOException {
    String name = test.getRequiredTestMethod().getName();
    if (SavedHistories.isRecording(name)) {
      SavedHistories.save(name, history());
    }
    temporal.close();
  }

  /** The running job as clients see it: from the memo, which is there without a worker. */
  JobState.Processing processing() {
    Object snapshot =
        WorkflowStub.fromTyped(workflow)
            .describe()
            .getMemo(MediaJobWorkflow.MEMO_SNAPSHOT, JobSnapshot.class);
    return (JobState.Processing) ((JobSnapshot) Objects.requireNonNull(snapshot)).state();
  }

  /** Every state that the memo had while the job ran, in order. */
  List<JobState.Processing> shown() {
    return history().getEvents().stream()
        .filter(HistoryEvent::hasWorkflowPropertiesModifiedEventAttributes)
        .map(event -> event.getWorkflowPropertiesModifiedEventAttributes().getUpsertedMemo())
        .map(memo -> memo.getFieldsOrThrow(MediaJobWorkflow.MEMO_SNAPSHOT))
        .map(payload ->
            DefaultDataConverter.STANDARD_INSTANCE.fromPayload(
                payload, JobSnapshot.class, JobSnapshot.class))
        .map(snapshot -> (JobState.Processing) snapshot.state())
        .toList();
  }

  /** The stages of that type, in the order in which the workflow scheduled them. */
  List<ActivityTaskScheduledEventAttributes> scheduled(String type) {
    return history().getEvents().stream()
        .filter(HistoryEvent::hasActivityTaskScheduledEventAttributes)
        .map(HistoryEvent::getActivityTaskScheduledEventAttributes)
        .filter(stage -> stage.getActivityType().getName().equals(type))
        .toList();
  }

  /** Replays the history, as a worker without a cached workflow does. */
  void replay() throws Exception {
    try (TestWorkflowEnvironment fresh = TestWorkflowEnvironment.newInstance(ReplayTest.TOLERANT)) {
      Worker worker = fresh.newWorker(TaskQueues.JOBS, ReplayTest.PATIENT);
      worker.registerWorkflowImplementationTypes(MediaJobWorkflowImpl.class);
      WorkflowReplayer.replayWorkflowExecution(history(), worker);
    }
  }

  /** All that has happened to the job. */
  WorkflowExecutionHistory history() {
    return temporal.getWorkflowClient().fetchHistory(JOB.id());
  }
}
