package io.reelway.api.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.grpc.Status;
import io.reelway.api.engine.EngineUnavailableException;
import io.reelway.api.engine.JobEngine;
import io.reelway.api.engine.QueuePositions;
import io.reelway.api.engine.Recovery;
import io.reelway.job.AcceptedJob;
import io.reelway.job.JobRequest;
import io.reelway.media.Source;
import io.reelway.outbound.Outbound;
import io.reelway.outbound.OutboundUrls;
import io.reelway.scratch.Scratch;
import io.reelway.store.Delivery;
import io.reelway.store.JobJson;
import io.reelway.store.JobLocations;
import io.reelway.store.JobRecords;
import io.reelway.store.Location;
import io.reelway.store.OpenMarks;
import io.reelway.store.RetentionSettings;
import io.reelway.store.disk.DiskStore;
import io.reelway.webhook.WebhookSettings;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.common.converter.Jackson3JsonPayloadConverter;
import io.temporal.common.interceptors.WorkflowClientCallsInterceptor;
import io.temporal.common.interceptors.WorkflowClientCallsInterceptor.WorkflowStartInput;
import io.temporal.common.interceptors.WorkflowClientCallsInterceptor.WorkflowStartOutput;
import io.temporal.common.interceptors.WorkflowClientCallsInterceptorBase;
import io.temporal.common.interceptors.WorkflowClientInterceptorBase;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.MediaType;
import org.springframework.http.codec.multipart.FilePartEvent;
import org.springframework.http.codec.multipart.PartEvent;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/** What a submit with an idempotency key leaves when its client or the engine goes meanwhile. */
@Timeout(60)
class KeyedStartTest {
  private static final IdempotencyKey KEY = new IdempotencyKey("a key");
  private static final String JOB = KEY.jobId("");

  @TempDir private Path folder;
  private final Starts starts = new Starts();
  private TestWorkflowEnvironment temporal;
  private DiskStore store;
  private JobRecords records;
  private JobEngine engine;
  private Submissions submissions;

  @BeforeEach
  void open() throws IOException {
    temporal =
        TestWorkflowEnvironment.newInstance(
            TestEnvironmentOptions.newBuilder()
                .setUseTimeskipping(false)
                .setWorkflowClientOptions(
                    WorkflowClientOptions.newBuilder()
                        .setInterceptors(starts)
                        .setDataConverter(
                            DefaultDataConverter.newDefaultInstance()
                                .withPayloadConverterOverrides(
                                    new Jackson3JsonPayloadConverter(JobJson.MAPPER)))
                        .build())
                .build());
    Path root = Files.createDirectories(folder.resolve("store"));
    store = new DiskStore(root, Scratch.open(root.resolve(".incoming"), "test"));
    records =
        new JobRecords(
            store,
            new RetentionSettings(Duration.ofDays(7), false, Duration.ofHours(24)),
            Clock.systemUTC());
    engine = new JobEngine(temporal.getWorkflowClient(), new QueuePositions());
    OutboundUrls urls = new OutboundUrls(Outbound.settings(false, false));
    submissions =
        new Submissions(
            store,
            records,
            engine,
            new Admission(records, Optional.empty(), 0, 10),
            Clock.systemUTC(),
            new SubmitFormReader(
                1000,
                urls,
                new WebhookUrls(new WebhookSettings(Optional.empty(), Optional.empty()), urls)),
            Schedulers.boundedElastic());
  }

  @AfterEach
  void close() {
    temporal.close();
  }

  @Test
  void aClientThatLeavesDuringTheStartLosesNothing() throws IOException {
    Thread request = Thread.currentThread();
    starts.answer =
        started -> {
          WorkflowStartOutput output = started.get();
          request.interrupt();
          return output;
        };

    submit();

    assertThat(Thread.interrupted()).isTrue();
    assertThatTheJobRunsOnItsUpload();
  }

  @Test
  void aStartWhoseAnswerIsLostIsAStart() throws IOException {
    starts.answer =
        started -> {
          started.get();
          throw Status.CANCELLED.asRuntimeException();
        };

    submit();

    assertThatTheJobRunsOnItsUpload();
  }

  @Test
  void aLostAnswerToAStartThatAnotherUploadHasWonIsNoStart() {
    engine.start(job(UUID.randomUUID().toString()));
    starts.answer =
        started -> {
          throw Status.CANCELLED.asRuntimeException();
        };

    assertThat(engine.start(job(UUID.randomUUID().toString()))).isFalse();
  }

  @Test
  void anUploadThatAQueuedJobWaitsForOutlivesTheAgeOfAbandonedOnes() throws IOException {
    starts.answer =
        started -> {
          throw Status.UNAVAILABLE.asRuntimeException();
        };
    assertThatExceptionOfType(EngineUnavailableException.class).isThrownBy(this::submit);
    starts.answer = Started::get;
    starts.last.get(); // The engine had taken the order, and begins it only now.

    assertThat(recover(Duration.ofHours(25))).isTrue();

    assertThatTheJobRunsOnItsUpload();
  }

  @Test
  void anUploadThatNoJobHasTakenIsErasedAsAbandoned() throws IOException {
    starts.answer =
        started -> {
          throw Status.UNAVAILABLE.asRuntimeException();
        };
    assertThatExceptionOfType(EngineUnavailableException.class).isThrownBy(this::submit);

    recover(Duration.ofHours(23));
    int kept = records.open().size();
    recover(Duration.ofHours(25));

    assertThat(kept).isEqualTo(1);
    assertThat(records.open()).isEmpty();
    assertThat(store.list(new Location("jobs"))).isEmpty();
  }

  @Test
  void anUnreadableRecordDoesNotKeepOtherJobsFromBeingRecovered() throws IOException {
    AcceptedJob broken = job("00000000-0000-4000-8000-000000000000");
    String lostId = "ffffffff-0000-4000-8000-000000000000";
    AcceptedJob lost =
        new AcceptedJob(
            lostId, "", broken.source(), "web", Instant.now(), JobRequest.plain(lostId), List.of());
    records.open(broken.request().uploadId());
    store.put(
        JobLocations.accepted(broken.request().uploadId()),
        "no record".getBytes(UTF_8),
        Delivery.INTERNAL);
    records.open(lostId);
    records.accept(lost);

    assertThat(recover(Duration.ZERO)).isTrue();

    assertThat(engine.start(lost)).as("started by the recovery").isFalse();
  }

  private void assertThatTheJobRunsOnItsUpload() throws IOException {
    AcceptedJob job = records.find(JOB).orElseThrow().job();
    assertThat(store.stat(JobLocations.source(job.request().uploadId()))).isPresent();
    assertThat(records.open()).extracting(OpenMarks.Mark::id).containsExactly(JOB);
    assertThat(engine.start(job)).isFalse();
  }

  private boolean recover(Duration later) {
    Clock clock = Clock.offset(Clock.systemUTC(), later);
    return new Recovery(records, engine, clock, Duration.ofHours(24)).run();
  }

  private void submit() throws IOException {
    Flux<FilePartEvent> media =
        FilePartEvent.create(
            "media",
            "a.jpg",
            MediaType.IMAGE_JPEG,
            Flux.just(DefaultDataBufferFactory.sharedInstance.wrap("photo".getBytes(UTF_8))));
    submissions.submit(new MediaForm(media.cast(PartEvent.class)), "", Optional.of(KEY));
  }

  private static AcceptedJob job(String uploadId) {
    return new AcceptedJob(
        JOB,
        "",
        new Source("a.jpg", "image/jpeg", 5),
        "web",
        Instant.now(),
        new JobRequest(uploadId, "", null, null),
        List.of());
  }

  /** The engine's part of a start. */
  private interface Started {
    WorkflowStartOutput get();
  }

  /** Decides what a start does and what its caller hears of it. */
  private static final class Starts extends WorkflowClientInterceptorBase {
    private volatile Function<Started, WorkflowStartOutput> answer = Started::get;
    private volatile Started last =
        () -> {
          throw new IllegalStateException("Nothing was started");
        };

    @Override
    public WorkflowClientCallsInterceptor workflowClientCallsInterceptor(
        WorkflowClientCallsInterceptor next) {
      return new WorkflowClientCallsInterceptorBase(next) {
        @Override
        public WorkflowStartOutput start(WorkflowStartInput input) {
          last = () -> super.start(input);
          return answer.apply(last);
        }
      };
    }
  }
}
