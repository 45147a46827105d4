package io.reelway.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelway.job.AcceptedJob;
import io.reelway.job.ErrorCode;
import io.reelway.job.JobError;
import io.reelway.job.JobRequest;
import io.reelway.job.JobSnapshot;
import io.reelway.job.JobState;
import io.reelway.job.Progress;
import io.reelway.job.Stage;
import io.reelway.media.Source;
import io.reelway.optimize.FakeStages.Behaviour;
import io.reelway.stage.EncodeStage;
import io.reelway.stage.StageOptions;
import io.reelway.stage.TaskQueues;
import io.reelway.stage.UploadStage;
import io.temporal.activity.ActivityOptions;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.BatchRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerOptions;
import io.temporal.worker.WorkflowImplementationOptions;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Execution(ExecutionMode.CONCURRENT)
class MediaJobWorkflowTest {
  private static final String HOST_A = "reelway-host-a";
  private static final String HOST_B = "reelway-host-b";

  private static final String HOST_IS_GONE = "host-is-gone";
  private static final WorkflowImplementationOptions PATIENT =
      WorkflowImplementationOptions.getDefaultInstance();

  /**
   * Time is not skipped while a stage waits for a host, so a test waits as long as the workflow.
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

  private static final URI URL = URI.create("https://example.org/clip.mp4");

  private static final AcceptedJob JOB =
      new AcceptedJob(
          "5c3a1b2e-0000-0000-0000-000000000001",
          "",
          new Source("clip.mp4", "video/mp4", 4_200_000),
          FakeStages.PRESET,
          Instant.ofEpochMilli(1_741_694_400_000L),
          JobRequest.PLAIN,
          List.of("There is no preset of the requested name."));

  private final FakeStages stages = new FakeStages();
  private TestWorkflowEnvironment temporal;
  private MediaJobWorkflow workflow;

  @BeforeEach
  void startWorkers(TestInfo test) {
    temporal = TestWorkflowEnvironment.newInstance();
    Worker jobs = temporal.newWorker(TaskQueues.JOBS);
    jobs.registerWorkflowImplementationTypes(
        test.getTags().contains(HOST_IS_GONE) ? IMPATIENT : PATIENT,
        MediaJobWorkflowImpl.class,
        WebhookWorkflowImpl.class);
    jobs.registerActivitiesImplementations(stages);
    WorkerOptions quickHeartbeats =
        WorkerOptions.newBuilder()
            .setMaxHeartbeatThrottleInterval(Duration.ofMillis(100))
            .setDefaultHeartbeatThrottleInterval(Duration.ofMillis(100))
            .build();
    Stream.of(TaskQueues.LIGHT, TaskQueues.HEAVY, TaskQueues.OUTBOUND, HOST_B)
        .forEach(queue ->
            temporal.newWorker(queue, quickHeartbeats).registerActivitiesImplementations(stages));
    stages.encodeOn(HOST_B);
    temporal.start();
    workflow =
        temporal
            .getWorkflowClient()
            .newWorkflowStub(
                MediaJobWorkflow.class,
                WorkflowOptions.newBuilder()
                    .setWorkflowId(JOB.id())
                    .setTaskQueue(TaskQueues.JOBS)
                    .build());
  }

  @AfterEach
  void stopWorkers(TestInfo test) throws IOException {
    if (SavedHistories.isRecording(test)) {
      SavedHistories.save(test, temporal.getWorkflowClient().fetchHistory(JOB.id()));
    }
    temporal.close();
  }

  @Test
  void walksFromProbeToRecord() {
    JobSnapshot end = workflow.optimize(JOB);

    assertThat(stages.calls)
        .containsExactly(
            "probe",
            "plan low-bandwidth",
            "encode video-webm-vp9",
            "upload from " + HOST_B,
            "presign",
            "record done");
    assertThat(end.state()).isInstanceOf(JobState.Done.class);
    assertThat(stages.recorded).containsExactly(end);
  }

  @Test
  void hasNothingToUploadWhenASmallOutputWasHandedOver() {
    stages.encodeSmallOutputs();

    workflow.optimize(JOB);

    assertThat(stages.calls)
        .containsExactly(
            "probe", "plan low-bandwidth", "encode video-webm-vp9", "presign", "record done");
  }

  @Test
  void keepsWarningsOfTheRequestAndOfTheSource() {
    assertThat(workflow.optimize(JOB).warnings())
        .containsExactly(
            "There is no preset of the requested name.", "One further track is left out.");
  }

  @Test
  void triesAgainForHoursWhileTheStoreIsAway() {
    stages.script("probe", failures(40, ErrorCode.UNAVAILABLE));
    long start = temporal.currentTimeMillis();

    assertThat(workflow.optimize(JOB).state()).isInstanceOf(JobState.Done.class);
    assertThat(Duration.ofMillis(temporal.currentTimeMillis() - start))
        .isGreaterThan(Duration.ofHours(1));
  }

  @Test
  void triesToRecordForAsLongAsItTakes() {
    stages.script("record", failures(500, ErrorCode.UNAVAILABLE));

    assertThat(workflow.optimize(JOB).state()).isInstanceOf(JobState.Done.class);
  }

  @ParameterizedTest
  @EnumSource(
      value = ErrorCode.class,
      names = {"UNSUPPORTED_TYPE", "INVALID_INPUT", "PROBE_FAILED"})
  void endsAtOnceOnBadInput(ErrorCode code) {
    stages.script("probe", FakeStages.fail(code));

    assertThat(workflow.optimize(JOB).state()).isEqualTo(failed(code));
    assertThat(stages.calls).containsExactly("probe", "record failed");
  }

  @Test
  void triesTheNextStrategyWhenOneCannotEncode() {
    stages.script("encode", FakeStages.fail(ErrorCode.ENCODE_FAILED));

    assertThat(workflow.optimize(JOB).state()).isInstanceOf(JobState.Done.class);
    assertThat(stages.calls).contains("encode video-webm-vp9", "encode video-mp4-h264");
  }

  @Test
  @Tag(HOST_IS_GONE)
  void progressNeverFallsWhenAnEncodeIsDoneAgain() {
    List<Double> begun = new ArrayList<>();
    stages.encodeOn(HOST_A);
    stages.script(
        "encode",
        () -> {
          begun.add(begun());
          throw ApplicationFailure.newNonRetryableFailure(
              "As the test says", ErrorCode.ENCODE_FAILED.name(), Progress.of(50));
        },
        () -> begun.add(begun()),
        () -> {
          begun.add(begun());
          stages.encodeOn(HOST_B);
        });
    stages.script("upload", () -> begun.add(begun()));

    assertThat(workflow.optimize(JOB).state()).isInstanceOf(JobState.Done.class);
    assertThat(begun).isSorted().startsWith(2.0, 36.875).allMatch(percent -> percent < 95);
  }

  /** Every try has a part of the bar of its own: none stands where the one before it ended. */
  @Test
  void progressMovesInEveryStrategyThatIsTried() {
    List<JobState.Processing> begun = new ArrayList<>();
    Behaviour notSmaller =
        () -> {
          begun.add(processing());
          FakeStages.fail(EncodeStage.NOT_SMALLER).run();
        };
    stages.script("encode", notSmaller, notSmaller);

    workflow.optimize(JOB);

    assertThat(begun).hasSize(2);
    for (JobState.Processing encode : begun) {
      assertThat(encode.percent(Progress.ALL)).isBetween(encode.begun() + 10, 95.0);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"fetch", "probe", "encode", "upload"})
  void aStageThatAlwaysBreaksItsWorkerFailsTheJobAfterFiveOfThem(String stage) {
    stages.script(
        stage,
        Stream.generate(() -> FakeStages.fail(StageOptions.WORKER_ERROR))
            .limit(100)
            .toArray(Behaviour[]::new));

    JobState end = workflow.optimize(fetched()).state();

    assertThat(end)
        .isInstanceOfSatisfying(
            JobState.Failed.class,
            failed -> {
              assertThat(failed.error().kind()).isEqualTo(ErrorCode.ENCODE_FAILED);
              assertThat(failed.error().message()).isEqualTo(StageOptions.BREAKS_WORKERS);
            });
    assertThat(stages.calls)
        .filteredOn(call -> call.startsWith(stage))
        .hasSize(StageOptions.MAX_WORKERS_LOST);
  }

  /** As clients see it: from the memo, which is there without a worker. */
  private JobState.Processing processing() {
    Object snapshot =
        WorkflowStub.fromTyped(workflow)
            .describe()
            .getMemo(MediaJobWorkflow.MEMO_SNAPSHOT, JobSnapshot.class);
    return (JobState.Processing) ((JobSnapshot) Objects.requireNonNull(snapshot)).state();
  }

  private double begun() {
    return processing().begun();
  }

  @Test
  void failsWhenNoStrategyCanEncode() {
    stages.script(
        "encode",
        FakeStages.fail(ErrorCode.ENCODE_FAILED),
        FakeStages.fail(ErrorCode.ENCODE_FAILED));

    assertThat(workflow.optimize(JOB).state()).isEqualTo(failed(ErrorCode.ENCODE_FAILED));
  }

  @Test
  void doesNotTryAnotherStrategyAfterATimeout() {
    stages.script("encode", FakeStages.fail(ErrorCode.ENCODE_TIMEOUT));

    assertThat(workflow.optimize(JOB).state()).isEqualTo(failed(ErrorCode.ENCODE_TIMEOUT));
    assertThat(stages.calls).doesNotContain("encode video-mp4-h264");
  }

  @Test
  @Tag(HOST_IS_GONE)
  void encodesAgainElsewhereWhenTheHostIsGone() {
    stages.encodeOn(HOST_A);
    stages.script("encode", () -> stages.encodeOn(HOST_B));

    assertThat(workflow.optimize(JOB).state()).isInstanceOf(JobState.Done.class);
    assertThat(stages.calls)
        .containsSequence(
            "encode video-webm-vp9", "encode video-webm-vp9", "upload from " + HOST_B);
  }

  @Test
  void encodesAgainWhenTheHostHasLostTheFile() {
    stages.script("upload", FakeStages.fail(UploadStage.SCRATCH_GONE));

    assertThat(workflow.optimize(JOB).state()).isInstanceOf(JobState.Done.class);
    assertThat(stages.calls).filteredOn("encode video-webm-vp9"::equals).hasSize(2);
  }

  @Test
  void uploadsAgainFromTheSameHostWhenTheStoreWasAway() {
    stages.script("upload", failures(5, ErrorCode.UNAVAILABLE));

    assertThat(workflow.optimize(JOB).state()).isInstanceOf(JobState.Done.class);
    assertThat(stages.calls).filteredOn("encode video-webm-vp9"::equals).hasSize(1);
  }

  @Test
  void recordsACancelledJobAfterItsEncoderHasStopped() throws InterruptedException {
    CountDownLatch encoding = new CountDownLatch(1);
    stages.script("encode", stages.runUntilCancelled(encoding));
    WorkflowClient.start(workflow::optimize, JOB);
    assertThat(encoding.await(20, TimeUnit.SECONDS)).isTrue();

    assertThat(processing()).isEqualTo(new JobState.Processing(Stage.ENCODING, 2));
    WorkflowStub.fromTyped(workflow).cancel();

    assertThatThrownBy(() -> WorkflowStub.fromTyped(workflow).getResult(JobSnapshot.class))
        .hasRootCauseInstanceOf(CanceledFailure.class);
    assertThat(stages.recorded.getFirst().state()).isEqualTo(failed(ErrorCode.CANCELLED));
    assertThat(stages.calls).endsWith("encoder stopped", "record failed");
  }

  @Test
  void erasesARunningJobAfterItsEncoderHasStoppedAndRecordsNothing() throws InterruptedException {
    CountDownLatch encoding = new CountDownLatch(1);
    stages.script("encode", stages.runUntilCancelled(encoding));
    WorkflowClient.start(workflow::optimize, JOB);
    assertThat(encoding.await(20, TimeUnit.SECONDS)).isTrue();

    workflow.erase();
    WorkflowStub.fromTyped(workflow).getResult(JobSnapshot.class);

    assertThat(stages.calls).endsWith("encoder stopped", "erase");
    assertThat(stages.recorded).isEmpty();
  }

  @Test
  void erasesWhatItHasRecordedWhenToldWhileRecording() {
    stages.script("record", () -> workflow.erase());

    workflow.optimize(JOB);

    assertThat(stages.calls).contains("record done").endsWith("erase");
  }

  @Test
  void doesNothingButEraseWhenStartedWithThatOrder() {
    BatchRequest startAndErase = temporal.getWorkflowClient().newSignalWithStartRequest();
    startAndErase.add(workflow::optimize, JOB);
    startAndErase.add(workflow::erase);
    temporal.getWorkflowClient().signalWithStart(startAndErase);

    WorkflowStub.fromTyped(workflow).getResult(JobSnapshot.class);

    assertThat(stages.calls).containsExactly("erase");
  }

  @Test
  void recordsACancellationAndDoesNothingElseWhenStartedWithThatOrder() {
    BatchRequest startAndStop = temporal.getWorkflowClient().newSignalWithStartRequest();
    startAndStop.add(workflow::optimize, JOB);
    startAndStop.add(workflow::stop);
    temporal.getWorkflowClient().signalWithStart(startAndStop);

    WorkflowStub.fromTyped(workflow).getResult(JobSnapshot.class);

    assertThat(stages.calls).containsExactly("record failed");
    assertThat(stages.recorded.getFirst().state()).isEqualTo(failed(ErrorCode.CANCELLED));
  }

  @Test
  void fetchesASourceThatIsNamedByItsUrlFirst() {
    JobSnapshot end = workflow.optimize(fetched());

    assertThat(stages.calls).startsWith("fetch " + URL, "probe");
    assertThat(end.job().source()).isEqualTo(JOB.source());
    assertThat(stages.recorded).containsExactly(end);
  }

  private static AcceptedJob fetched() {
    return new AcceptedJob(
        JOB.id(),
        JOB.owner(),
        new Source("clip.mp4", "", 0),
        JOB.preset(),
        JOB.createdAt(),
        JobRequest.of(URL, null),
        List.of());
  }

  @Test
  void beginsToTellTheClientAfterItHasRecordedTheEnd() {
    workflow.optimize(told());

    assertThat(stages.calls).endsWith("record done");
    assertThat(childrenOf(JOB.id())).containsExactly(WebhookWorkflow.id(JOB));
  }

  @Test
  void beginsToTellTheClientOfAJobThatWasCancelled() throws InterruptedException {
    CountDownLatch encoding = new CountDownLatch(1);
    stages.script("encode", stages.runUntilCancelled(encoding));
    WorkflowClient.start(workflow::optimize, told());
    assertThat(encoding.await(20, TimeUnit.SECONDS)).isTrue();

    WorkflowStub.fromTyped(workflow).cancel();

    assertThatThrownBy(() -> WorkflowStub.fromTyped(workflow).getResult(JobSnapshot.class))
        .hasRootCauseInstanceOf(CanceledFailure.class);
    assertThat(stages.calls).endsWith("encoder stopped", "record failed");
    assertThat(childrenOf(JOB.id())).containsExactly(WebhookWorkflow.id(JOB));
  }

  @Test
  void startsOnceHoweverOftenItIsStarted() {
    workflow.optimize(JOB);

    assertThatThrownBy(() -> WorkflowClient.start(workflow::optimize, JOB))
        .isInstanceOf(IllegalStateException.class);
  }

  private static AcceptedJob told() {
    return new AcceptedJob(
        JOB.id(),
        JOB.owner(),
        JOB.source(),
        JOB.preset(),
        JOB.createdAt(),
        JobRequest.of(null, URI.create("https://example.org/told")),
        List.of());
  }

  private List<String> childrenOf(String jobId) {
    return temporal.getWorkflowClient().fetchHistory(jobId).getEvents().stream()
        .filter(HistoryEvent::hasChildWorkflowExecutionStartedEventAttributes)
        .map(event -> event.getChildWorkflowExecutionStartedEventAttributes())
        .map(started -> started.getWorkflowExecution().getWorkflowId())
        .toList();
  }

  private static Behaviour[] failures(int count, ErrorCode code) {
    return Stream.generate(() -> FakeStages.fail(code)).limit(count).toArray(Behaviour[]::new);
  }

  private JobState failed(ErrorCode code) {
    Instant at = stages.recorded.getFirst().updatedAt();
    return new JobState.Failed(at, JobError.of(code, code.sentence()));
  }
}
