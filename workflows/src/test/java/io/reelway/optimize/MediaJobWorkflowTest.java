package io.reelway.optimize;

import static io.reelway.optimize.JobEnvironment.HOST_A;
import static io.reelway.optimize.JobEnvironment.HOST_B;
import static io.reelway.optimize.JobEnvironment.HOST_IS_GONE;
import static io.reelway.optimize.JobEnvironment.JOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelway.job.AcceptedJob;
import io.reelway.job.ErrorCode;
import io.reelway.job.JobError;
import io.reelway.job.JobRequest;
import io.reelway.job.JobSnapshot;
import io.reelway.job.JobState;
import io.reelway.job.SourceRef;
import io.reelway.job.Stage;
import io.reelway.optimize.FakeStages.Behaviour;
import io.reelway.stage.StageOptions;
import io.reelway.stage.UploadStage;
import io.temporal.client.BatchRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.CanceledFailure;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Execution(ExecutionMode.CONCURRENT)
class MediaJobWorkflowTest {
  private static final URI URL = URI.create("https://example.org/clip.mp4");

  @RegisterExtension final JobEnvironment jobs = new JobEnvironment();

  @Test
  void walksFromProbeToRecord() {
    JobSnapshot end = jobs.workflow.optimize(JOB);

    assertThat(jobs.stages.calls)
        .containsExactly(
            "probe",
            "plan low-bandwidth",
            "encode video-webm-vp9",
            "upload from " + HOST_B,
            "presign",
            "record done");
    assertThat(end.state()).isInstanceOf(JobState.Done.class);
    assertThat(jobs.stages.recorded).containsExactly(end);
  }

  @Test
  void skipsTheUploadOfASmallOutputThatTheEncodeStored() {
    jobs.stages.encodeSmallOutputs();

    jobs.workflow.optimize(JOB);

    assertThat(jobs.stages.calls)
        .containsExactly(
            "probe", "plan low-bandwidth", "encode video-webm-vp9", "presign", "record done");
  }

  @Test
  void keepsWarningsOfTheRequestAndOfTheSource() {
    assertThat(jobs.workflow.optimize(JOB).warnings())
        .containsExactly(
            "There is no preset with the requested name.", "One further track is left out.");
  }

  @Test
  void retriesForHoursWhileTheStoreIsUnavailable() {
    jobs.stages.script("probe", failures(40, ErrorCode.UNAVAILABLE));
    long start = jobs.temporal.currentTimeMillis();

    assertThat(jobs.workflow.optimize(JOB).state()).isInstanceOf(JobState.Done.class);
    assertThat(Duration.ofMillis(jobs.temporal.currentTimeMillis() - start))
        .isGreaterThan(Duration.ofHours(1));
  }

  @Test
  void retriesTheRecordWithoutLimit() {
    jobs.stages.script("record", failures(500, ErrorCode.UNAVAILABLE));

    assertThat(jobs.workflow.optimize(JOB).state()).isInstanceOf(JobState.Done.class);
  }

  /** A worker says in a sentence for the client why it gave up; foreign failures are not for it. */
  @ParameterizedTest
  @CsvSource({
    "UNKNOWN, As the test says",
    "java.lang.NullPointerException, Something went wrong on our side."
  })
  void showsTheSentenceOfAWorkerButNotThatOfAForeignFailure(String type, String shown) {
    jobs.stages.script("encode", FakeStages.fail(type));

    assertThat(jobs.workflow.optimize(JOB).state())
        .isInstanceOfSatisfying(
            JobState.Failed.class, failed -> assertThat(failed.error().message()).isEqualTo(shown));
  }

  @ParameterizedTest
  @EnumSource(
      value = ErrorCode.class,
      names = {"UNSUPPORTED_TYPE", "INVALID_INPUT", "PROBE_FAILED"})
  void endsAtOnceOnBadInput(ErrorCode code) {
    jobs.stages.script("probe", FakeStages.fail(code));

    assertThat(jobs.workflow.optimize(JOB).state()).isEqualTo(failed(code));
    assertThat(jobs.stages.calls).containsExactly("probe", "record failed");
  }

  @Test
  void triesTheNextStrategyWhenOneCannotEncode() {
    jobs.stages.script("encode", FakeStages.fail(ErrorCode.ENCODE_FAILED));

    assertThat(jobs.workflow.optimize(JOB).state()).isInstanceOf(JobState.Done.class);
    assertThat(jobs.stages.calls).contains("encode video-webm-vp9", "encode video-mp4-h264");
  }

  @ParameterizedTest
  @ValueSource(strings = {"fetch", "probe", "encode", "upload"})
  void aStageThatCrashesFiveWorkersFailsTheJob(String stage) {
    jobs.stages.script(
        stage,
        Stream.generate(() -> FakeStages.fail(StageOptions.WORKER_ERROR))
            .limit(100)
            .toArray(Behaviour[]::new));

    JobState end = jobs.workflow.optimize(fetched()).state();

    assertThat(end)
        .isInstanceOfSatisfying(
            JobState.Failed.class,
            failed -> {
              assertThat(failed.error().kind()).isEqualTo(ErrorCode.ENCODE_FAILED);
              assertThat(failed.error().message()).isEqualTo(StageOptions.BREAKS_WORKERS);
            });
    assertThat(jobs.stages.calls)
        .filteredOn(call -> call.startsWith(stage))
        .hasSize(StageOptions.MAX_WORKERS_LOST);
  }

  @Test
  void failsWhenNoStrategyCanEncode() {
    jobs.stages.script(
        "encode",
        FakeStages.fail(ErrorCode.ENCODE_FAILED),
        FakeStages.fail(ErrorCode.ENCODE_FAILED));

    assertThat(jobs.workflow.optimize(JOB).state())
        .isInstanceOfSatisfying(
            JobState.Failed.class,
            failed ->
                assertThat(failed.error())
                    .isEqualTo(
                        JobError.of(
                            ErrorCode.ENCODE_FAILED,
                            "The encoder failed, or its result did not pass the checks. Tried:"
                                + " video-webm-vp9, video-mp4-h264.")));
  }

  @Test
  void doesNotTryAnotherStrategyAfterATimeout() {
    jobs.stages.script("encode", FakeStages.fail(ErrorCode.ENCODE_TIMEOUT));

    assertThat(jobs.workflow.optimize(JOB).state()).isEqualTo(failed(ErrorCode.ENCODE_TIMEOUT));
    assertThat(jobs.stages.calls).doesNotContain("encode video-mp4-h264");
  }

  @Test
  @Tag(HOST_IS_GONE)
  void encodesAgainElsewhereWhenTheHostIsGone() {
    jobs.stages.encodeOn(HOST_A);
    jobs.stages.script("encode", () -> jobs.stages.encodeOn(HOST_B));

    assertThat(jobs.workflow.optimize(JOB).state()).isInstanceOf(JobState.Done.class);
    assertThat(jobs.stages.calls)
        .containsSequence(
            "encode video-webm-vp9", "encode video-webm-vp9", "upload from " + HOST_B);
  }

  @Test
  void encodesAgainWhenTheHostHasLostTheFile() {
    jobs.stages.script("upload", FakeStages.fail(UploadStage.SCRATCH_GONE));

    assertThat(jobs.workflow.optimize(JOB).state()).isInstanceOf(JobState.Done.class);
    assertThat(jobs.stages.calls).filteredOn("encode video-webm-vp9"::equals).hasSize(2);
  }

  @Test
  void retriesTheUploadFromTheSameHostAfterAStoreOutage() {
    jobs.stages.script("upload", failures(5, ErrorCode.UNAVAILABLE));

    assertThat(jobs.workflow.optimize(JOB).state()).isInstanceOf(JobState.Done.class);
    assertThat(jobs.stages.calls).filteredOn("encode video-webm-vp9"::equals).hasSize(1);
  }

  @Test
  void recordsACancelledJobAfterItsEncoderHasStopped() throws InterruptedException {
    CountDownLatch encoding = new CountDownLatch(1);
    jobs.stages.script("encode", jobs.stages.runUntilCancelled(encoding));
    WorkflowClient.start(jobs.workflow::optimize, JOB);
    assertThat(encoding.await(20, TimeUnit.SECONDS)).isTrue();

    assertThat(jobs.processing()).extracting(JobState.Processing::stage).isEqualTo(Stage.ENCODING);
    WorkflowStub.fromTyped(jobs.workflow).cancel();

    assertThatThrownBy(() -> WorkflowStub.fromTyped(jobs.workflow).getResult(JobSnapshot.class))
        .hasRootCauseInstanceOf(CanceledFailure.class);
    assertThat(jobs.stages.recorded.getFirst().state()).isEqualTo(failed(ErrorCode.CANCELLED));
    assertThat(jobs.stages.calls).endsWith("encoder stopped", "record failed");
  }

  @Test
  void erasesARunningJobAfterItsEncoderHasStoppedAndRecordsNothing() throws InterruptedException {
    CountDownLatch encoding = new CountDownLatch(1);
    jobs.stages.script("encode", jobs.stages.runUntilCancelled(encoding));
    WorkflowClient.start(jobs.workflow::optimize, JOB);
    assertThat(encoding.await(20, TimeUnit.SECONDS)).isTrue();

    jobs.workflow.erase();
    WorkflowStub.fromTyped(jobs.workflow).getResult(JobSnapshot.class);

    assertThat(jobs.stages.calls).endsWith("encoder stopped", "erase");
    assertThat(jobs.stages.recorded).isEmpty();
  }

  @Test
  void erasesItsRecordWhenTheEraseSignalArrivesDuringRecording() {
    jobs.stages.script("record", () -> jobs.workflow.erase());

    jobs.workflow.optimize(JOB);

    assertThat(jobs.stages.calls).contains("record done").endsWith("erase");
  }

  @Test
  void onlyErasesWhenStartedWithTheEraseSignal() {
    BatchRequest startAndErase = jobs.temporal.getWorkflowClient().newSignalWithStartRequest();
    startAndErase.add(jobs.workflow::optimize, JOB);
    startAndErase.add(jobs.workflow::erase);
    jobs.temporal.getWorkflowClient().signalWithStart(startAndErase);

    WorkflowStub.fromTyped(jobs.workflow).getResult(JobSnapshot.class);

    assertThat(jobs.stages.calls).containsExactly("erase");
  }

  @Test
  void onlyRecordsTheCancellationWhenStartedWithTheStopSignal() {
    BatchRequest startAndStop = jobs.temporal.getWorkflowClient().newSignalWithStartRequest();
    startAndStop.add(jobs.workflow::optimize, JOB);
    startAndStop.add(jobs.workflow::stop);
    jobs.temporal.getWorkflowClient().signalWithStart(startAndStop);

    WorkflowStub.fromTyped(jobs.workflow).getResult(JobSnapshot.class);

    assertThat(jobs.stages.calls).containsExactly("record failed");
    assertThat(jobs.stages.recorded.getFirst().state()).isEqualTo(failed(ErrorCode.CANCELLED));
  }

  @Test
  void fetchesASourceThatIsNamedByItsUrlFirst() {
    JobSnapshot end = jobs.workflow.optimize(fetched());

    assertThat(jobs.stages.calls).startsWith("fetch " + URL, "probe");
    assertThat(end.job().source()).isEqualTo(JOB.source());
    assertThat(jobs.stages.recorded).containsExactly(end);
  }

  private static AcceptedJob fetched() {
    return new AcceptedJob(
        JOB.id(),
        JOB.owner(),
        new SourceRef.Remote(URL, "clip.mp4"),
        JOB.preset(),
        JOB.createdAt(),
        JobRequest.PLAIN,
        List.of());
  }

  @Test
  void repeatedStartsRunTheJobOnce() {
    jobs.workflow.optimize(JOB);

    assertThatThrownBy(() -> WorkflowClient.start(jobs.workflow::optimize, JOB))
        .isInstanceOf(IllegalStateException.class);
  }

  private static Behaviour[] failures(int count, ErrorCode code) {
    return Stream.generate(() -> FakeStages.fail(code)).limit(count).toArray(Behaviour[]::new);
  }

  private JobState failed(ErrorCode code) {
    Instant at = jobs.stages.recorded.getFirst().updatedAt();
    return new JobState.Failed(at, JobError.of(code, code.sentence()));
  }
}
