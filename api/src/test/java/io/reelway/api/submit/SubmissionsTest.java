package io.reelway.api.submit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.grpc.Status;
import io.reelway.api.engine.JobDispatcher;
import io.reelway.api.engine.JobEngine;
import io.reelway.api.engine.QueuePositions;
import io.reelway.api.engine.Recovery;
import io.reelway.api.engine.WorkflowStatus;
import io.reelway.api.presets.OfferedPresets;
import io.reelway.api.problem.RequestException;
import io.reelway.catalog.JobCatalog;
import io.reelway.catalog.Jobs;
import io.reelway.catalog.WebhookLog;
import io.reelway.catalog.sql.Database;
import io.reelway.catalog.sql.DatabaseSettings;
import io.reelway.catalog.sql.SqlJobCatalog;
import io.reelway.catalog.sql.SqlWebhookLog;
import io.reelway.catalog.sql.SqlWorkMarks;
import io.reelway.job.AcceptedJob;
import io.reelway.job.ErrorCode;
import io.reelway.job.JobSnapshot;
import io.reelway.outbound.Outbound;
import io.reelway.outbound.OutboundUrls;
import io.reelway.plan.Preset;
import io.reelway.plan.Presets;
import io.reelway.record.JobRecorder;
import io.reelway.retention.JobEraser;
import io.reelway.scratch.Scratch;
import io.reelway.store.JobJson;
import io.reelway.store.JobLocations;
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
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;
import reactor.core.scheduler.Schedulers;

/** What a submit leaves when its client or the engine fails meanwhile. */
@Timeout(60)
class SubmissionsTest {
  private static final IdempotencyKey KEY = new IdempotencyKey("a key");

  private static final int MOST_UNFINISHED = 10;

  private static final Preset TV =
      new Preset(
          "tv",
          3840,
          90,
          20,
          12_000,
          192,
          Presets.WEB.imageStrategies(),
          Presets.WEB.videoStrategies());

  @TempDir private Path folder;
  private final Starts starts = new Starts();
  private TestWorkflowEnvironment temporal;
  private DiskStore store;
  private Database database;
  private JobCatalog catalog;
  private JobEngine engine;
  private JobDispatcher dispatcher;
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
    database = Database.open(DatabaseSettings.sqlite(folder.resolve("reelway.sqlite")));
    catalog = new SqlJobCatalog(database, Clock.systemUTC(), store.skipped());
    engine = new JobEngine(temporal.getWorkflowClient(), new QueuePositions());
    dispatcher = new JobDispatcher(catalog, engine);
    submissions = offering("web", Presets.ALL);
  }

  /** The same service after a restart with other presets. */
  private Submissions offering(String usual, List<Preset> presets) {
    OutboundUrls urls = new OutboundUrls(Outbound.settings(false, false));
    return new Submissions(
        store,
        catalog,
        new JobEraser(store, catalog),
        dispatcher,
        new Admission(catalog, Optional.empty(), 0, MOST_UNFINISHED),
        Clock.systemUTC(),
        new SubmitFormReader(
            1000,
            urls,
            new WebhookUrls(new WebhookSettings(Optional.empty(), Optional.empty()), urls)),
        new OfferedPresets(usual, presets),
        Schedulers.boundedElastic());
  }

  @AfterEach
  void close() {
    temporal.close();
    database.close();
  }

  @Test
  void aDisconnectDuringTheStartLosesNothing() throws IOException {
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
  void aStartWithALostAnswerStartsTheJobOnce() throws IOException {
    starts.answer =
        started -> {
          started.get();
          throw Status.CANCELLED.asRuntimeException();
        };
    submit();

    starts.answer = Started::get;
    dispatcher.run();

    assertThatTheJobRunsOnItsUpload();
  }

  @Test
  void aJobThatTheEngineCannotAcceptStartsWhenTheEngineIsBack() throws IOException {
    starts.answer =
        started -> {
          throw Status.UNAVAILABLE.asRuntimeException();
        };
    submit();
    dispatcher.run();
    assertThat(catalog.toStart(10)).hasSize(1);
    assertThat(catalog.abandonedUploads(Instant.now().plus(Duration.ofHours(25)), 10)).isEmpty();

    starts.answer = Started::get;
    dispatcher.run();

    assertThatTheJobRunsOnItsUpload();
  }

  @Test
  void theLimitOfUnfinishedJobsHoldsWhileTheEngineIsUnavailable() throws IOException {
    starts.answer =
        started -> {
          throw Status.UNAVAILABLE.asRuntimeException();
        };
    for (int job = 0; job < MOST_UNFINISHED; job++) {
      submit("", Optional.empty());
    }

    assertThatExceptionOfType(RequestException.class)
        .isThrownBy(() -> submit("", Optional.empty()))
        .satisfies(refused -> assertThat(refused.code()).isEqualTo(ErrorCode.UNAVAILABLE));
    starts.answer = Started::get;
    dispatcher.run();
    dispatcher.run();

    assertThat(catalog.running("", 100)).hasSize(MOST_UNFINISHED);
  }

  @Test
  void aJobThatTheEngineLostIsRestarted() throws IOException {
    AcceptedJob lost = Jobs.job("", Instant.now());
    catalog.accept(lost, Optional.empty());
    catalog.started(lost.id());

    assertThat(recover()).isTrue();
    dispatcher.run();

    assertThat(engine.status(lost.id()).block()).isEqualTo(WorkflowStatus.RUNNING);
    assertThat(catalog.running("", 10)).containsExactly(lost);
  }

  @Test
  void aRefusedUploadLeavesNothing() throws IOException {
    assertThatExceptionOfType(RequestException.class)
        .isThrownBy(() -> submissions.submit(form(""), "", Optional.of(KEY)));

    assertThat(store.list(JobLocations.JOBS)).isEmpty();
    assertThat(catalog.countOpen()).isZero();
    assertThat(catalog.abandonedUploads(Instant.now().plusSeconds(1), 10)).isEmpty();
  }

  @Test
  void aJobCarriesTheRequestedPreset() throws IOException {
    submissions = offering("mobile", List.of(Presets.MOBILE, TV));

    assertThat(submit("tv").job().preset()).isEqualTo(TV);
    assertThat(submit("tv").warnings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "unheard-of"})
  void anUnknownOrMissingPresetMeansTheDefault(String name) throws IOException {
    submissions = offering("mobile", List.of(Presets.MOBILE, TV));

    JobSnapshot accepted = submit(name);

    assertThat(accepted.job().preset()).isEqualTo(Presets.MOBILE);
    assertThat(accepted.warnings())
        .isEqualTo(
            name.isEmpty()
                ? List.of()
                : List.of("There is no preset with the requested name; mobile was used."));
  }

  /** The client cannot know that the operator has changed the presets. */
  @ParameterizedTest
  @ValueSource(strings = {"", "tv", "unheard-of"})
  void anIdenticalRequestGetsItsJobAfterItsPresetHasChanged(String name) throws IOException {
    submissions = offering("tv", List.of(TV));
    JobSnapshot first = submit(name);
    submissions = offering("web", List.of(Presets.WEB, wider(TV)));

    assertThat(submit(name)).isEqualTo(first);
  }

  @ParameterizedTest
  @CsvSource({"'', tv", "tv, ''", "unheard-of, tv", "'', unheard-of"})
  void anEquivalentRequestGetsItsJob(String words, String others) throws IOException {
    submissions = offering("tv", List.of(TV));
    JobSnapshot first = submit(words);
    submissions = offering("tv", List.of(Presets.WEB, TV));

    assertThat(submit(others)).isEqualTo(first);
  }

  @Test
  void aDifferentRequestWithTheSameKeyIsRefused() throws IOException {
    submissions = offering("tv", List.of(TV));
    submit("");
    submissions = offering("tv", List.of(wider(TV)));

    assertThatExceptionOfType(RequestException.class)
        .isThrownBy(() -> submit("tv"))
        .satisfies(refused -> assertThat(refused.code()).isEqualTo(ErrorCode.IDEMPOTENCY_MISMATCH));
  }

  private static Preset wider(Preset preset) {
    return new Preset(
        preset.name(),
        preset.maxWidth() + 1,
        preset.imageQuality(),
        preset.videoCrf(),
        preset.videoBitrateKbps(),
        preset.audioBitrateKbps(),
        preset.imageStrategies(),
        preset.videoStrategies());
  }

  private void assertThatTheJobRunsOnItsUpload() throws IOException {
    AcceptedJob job = catalog.findByKey("", KEY.value()).orElseThrow().job();
    assertThat(store.stat(JobLocations.source(job.id()))).isPresent();
    assertThat(catalog.running("", 10)).containsExactly(job);
    assertThat(engine.status(job.id()).block()).isEqualTo(WorkflowStatus.RUNNING);
  }

  private boolean recover() {
    RetentionSettings week = new RetentionSettings(Duration.ofDays(7), false, Duration.ofHours(24));
    WebhookLog webhooks = new SqlWebhookLog(database, store.skipped());
    JobRecorder recorder =
        new JobRecorder(catalog, new JobEraser(store, catalog), store, week, Clock.systemUTC());
    return new Recovery(
            catalog, webhooks, engine, recorder, new SqlWorkMarks(database), Clock.systemUTC())
        .run();
  }

  private JobSnapshot submit() throws IOException {
    return submit("");
  }

  /** Submits the same photo under the same key. */
  private JobSnapshot submit(String preset) throws IOException {
    return submit(preset, Optional.of(KEY));
  }

  private JobSnapshot submit(String preset, Optional<IdempotencyKey> key) throws IOException {
    String media =
        "--b\r\nContent-Disposition: form-data; name=media; filename=a.jpg\r\n\r\nphoto\r\n";
    String choice = "--b\r\nContent-Disposition: form-data; name=preset\r\n\r\n" + preset + "\r\n";
    return submissions.submit(form(preset.isEmpty() ? media : media + choice), "", key).snapshot();
  }

  private static MediaForm form(String parts) throws IOException {
    return new MediaForm(
        new ByteArrayInputStream((parts + "--b--\r\n").getBytes(UTF_8)),
        MediaType.parseMediaType("multipart/form-data; boundary=b"));
  }

  /** The engine's behaviour at a start. */
  private interface Started {
    WorkflowStartOutput get();
  }

  /** Decides what a start does and which result its caller gets. */
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
