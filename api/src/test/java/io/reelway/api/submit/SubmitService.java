package io.reelway.api.submit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.reelway.api.engine.JobDispatcher;
import io.reelway.api.engine.JobEngine;
import io.reelway.api.engine.QueuePositions;
import io.reelway.api.engine.Recovery;
import io.reelway.api.presets.OfferedPresets;
import io.reelway.catalog.JobCatalog;
import io.reelway.catalog.WebhookLog;
import io.reelway.catalog.sql.Database;
import io.reelway.catalog.sql.DatabaseSettings;
import io.reelway.catalog.sql.SqlJobCatalog;
import io.reelway.catalog.sql.SqlWebhookLog;
import io.reelway.catalog.sql.SqlWorkMarks;
import io.reelway.job.JobSnapshot;
import io.reelway.outbound.Outbound;
import io.reelway.outbound.OutboundUrls;
import io.reelway.plan.Presets;
import io.reelway.record.JobRecorder;
import io.reelway.retention.JobEraser;
import io.reelway.scratch.Scratch;
import io.reelway.spec.Preset;
import io.reelway.store.JobJson;
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
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.mockito.Mockito;
import org.springframework.http.MediaType;
import reactor.core.scheduler.Schedulers;

/** Accepts files as a process of the API does, with an engine that can fail. */
final class SubmitService implements AutoCloseable {
  static final IdempotencyKey KEY = new IdempotencyKey("a key");
  static final int MOST_UNFINISHED = 10;
  private static final SubmitBodies BODIES = bodies();

  final Starts starts = new Starts();
  final DiskStore store;

  /** A test may let it fail. */
  final JobCatalog catalog;

  final JobEngine engine;
  final JobDispatcher dispatcher;
  private final TestWorkflowEnvironment temporal;
  private final Database database;
  private Submissions submissions;

  /**
   * @param folder an empty folder of the test
   */
  SubmitService(Path folder) throws IOException {
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
    catalog = Mockito.spy(new SqlJobCatalog(database, Clock.systemUTC(), store.skipped()));
    engine = new JobEngine(temporal.getWorkflowClient(), new QueuePositions());
    dispatcher = new JobDispatcher(catalog, engine);
    submissions = submissions("web", Presets.ALL);
  }

  /** Continues as after a restart with other presets. */
  void restart(String usual, List<Preset> presets) {
    submissions = submissions(usual, presets);
  }

  private Submissions submissions(String usual, List<Preset> presets) {
    return new Submissions(
        store,
        catalog,
        new JobEraser(store, catalog),
        dispatcher,
        new Admission(catalog, Optional.empty(), 0, MOST_UNFINISHED),
        Clock.systemUTC(),
        new OfferedPresets(usual, presets),
        Schedulers.boundedElastic());
  }

  private static SubmitBodies bodies() {
    OutboundUrls urls = new OutboundUrls(Outbound.settings(false, false));
    WebhookUrls webhooks =
        new WebhookUrls(new WebhookSettings(Optional.empty(), Optional.empty()), urls);
    SourceUrls sources = new SourceUrls(urls);
    return new SubmitBodies(
        new SubmitFormReader(1000, sources, webhooks), new SubmitJsonReader(sources, webhooks));
  }

  @Override
  public void close() {
    temporal.close();
    database.close();
  }

  /** Recovery as at a start; returns whether it was complete. */
  boolean recover() {
    RetentionSettings week = new RetentionSettings(Duration.ofDays(7), false, Duration.ofHours(24));
    WebhookLog webhooks = new SqlWebhookLog(database, store.skipped());
    JobRecorder recorder =
        new JobRecorder(catalog, new JobEraser(store, catalog), store, week, Clock.systemUTC());
    return new Recovery(
            catalog, webhooks, engine, recorder, new SqlWorkMarks(database), Clock.systemUTC())
        .run();
  }

  /** Submits the same photo under the same key. */
  JobSnapshot submit(String preset) throws IOException {
    return submit(preset, Optional.of(KEY));
  }

  JobSnapshot submit(String preset, Optional<IdempotencyKey> key) throws IOException {
    String media =
        "--b\r\nContent-Disposition: form-data; name=media; filename=a.jpg\r\n\r\nphoto\r\n";
    String choice = "--b\r\nContent-Disposition: form-data; name=preset\r\n\r\n" + preset + "\r\n";
    return submitForm(preset.isEmpty() ? media : media + choice, key).snapshot();
  }

  /** Submits a form with these parts. */
  Submitted submitForm(String parts, Optional<IdempotencyKey> key) throws IOException {
    return submitBody(
        "multipart/form-data; boundary=b", (parts + "--b--\r\n").getBytes(UTF_8), key);
  }

  /** Submits a JSON body. */
  Submitted submitJson(String body, Optional<IdempotencyKey> key) throws IOException {
    return submitBody("application/json", body.getBytes(UTF_8), key);
  }

  private Submitted submitBody(String type, byte[] body, Optional<IdempotencyKey> key)
      throws IOException {
    return submissions.submit(
        BODIES.of(new ByteArrayInputStream(body), MediaType.parseMediaType(type)), "", key);
  }

  /** The engine's behaviour at a start. */
  interface Started {
    WorkflowStartOutput get();
  }

  /** Decides what a start does and which result its caller gets. */
  static final class Starts extends WorkflowClientInterceptorBase {
    volatile Function<Started, WorkflowStartOutput> answer = Started::get;
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
