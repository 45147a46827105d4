package io.reelway.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.catalog.JobCatalog;
import io.reelway.catalog.Jobs;
import io.reelway.catalog.sql.Database;
import io.reelway.catalog.sql.DatabaseSettings;
import io.reelway.catalog.sql.SqlJobCatalog;
import io.reelway.clock.EngineClock;
import io.reelway.job.AcceptedJob;
import io.reelway.job.ErrorCode;
import io.reelway.optimize.RetentionWorkflow;
import io.reelway.optimize.RetentionWorkflowImpl;
import io.reelway.record.JobRecorder;
import io.reelway.scratch.Scratch;
import io.reelway.stage.TaskQueues;
import io.reelway.store.RetentionSettings;
import io.reelway.store.disk.DiskStore;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The sweep as the engine calls it while the engine's clock differs from the system's. */
@Timeout(60)
class SkewedClockTest {
  private static final RetentionSettings WEEK =
      new RetentionSettings(Duration.ofDays(7), false, Duration.ofHours(24));

  @TempDir private Path folder;
  private DiskStore store;
  private Database database;
  private JobCatalog catalog;

  @BeforeEach
  void openStore() throws IOException {
    Path root = Files.createDirectories(folder.resolve("store"));
    store = new DiskStore(root, Scratch.open(root.resolve(".incoming"), "test"));
    database = Database.open(DatabaseSettings.sqlite(folder.resolve("reelway.sqlite")));
    catalog = new SqlJobCatalog(database, Clock.systemUTC(), store.skipped());
  }

  @AfterEach
  void closeCatalog() {
    database.close();
  }

  @Test
  void anEngineThatRunsAheadErasesNothingEarly() throws IOException {
    String job = finish();
    EngineClock engine = new EngineClock(Clock.systemUTC());

    sweep(Duration.ofDays(67), Clock.systemUTC(), engine);

    assertThat(catalog.find(job)).isPresent();
    assertThat(engine.agrees()).isFalse();
    assertThat(engine.skew()).isGreaterThan(Duration.ofDays(66));
  }

  @Test
  void aProcessWhoseClockRunsAheadErasesNothingEarly() throws IOException {
    String job = finish();
    Clock ahead = Clock.offset(Clock.systemUTC(), Duration.ofDays(67));
    EngineClock engine = new EngineClock(ahead);

    sweep(Duration.ZERO, ahead, engine);

    assertThat(catalog.find(job)).isPresent();
    assertThat(engine.skew()).isLessThan(Duration.ofDays(-66));
  }

  @Test
  void clocksThatAgreeLetTheSweepErase() throws IOException {
    String job = finish(Clock.offset(Clock.systemUTC(), Duration.ofDays(-8)));

    sweep(Duration.ZERO, Clock.systemUTC(), new EngineClock(Clock.systemUTC()));

    assertThat(catalog.exists(job)).isFalse();
  }

  /**
   * Runs one sweep of the retention workflow.
   *
   * @param ahead how far the engine's clock is ahead of the real time
   */
  private void sweep(Duration ahead, Clock system, EngineClock engine) {
    try (TestWorkflowEnvironment temporal = TestWorkflowEnvironment.newInstance()) {
      Worker worker = temporal.newWorker(TaskQueues.JOBS);
      worker.registerWorkflowImplementationTypes(RetentionWorkflowImpl.class);
      worker.registerActivitiesImplementations(
          new SweepActivity(store, catalog, new JobEraser(store, catalog), WEEK, system, engine));
      temporal.start();
      temporal.sleep(ahead);
      WorkflowClient.start(
          temporal
                  .getWorkflowClient()
                  .newWorkflowStub(
                      RetentionWorkflow.class,
                      WorkflowOptions.newBuilder().setTaskQueue(TaskQueues.JOBS).build())
              ::keepClean,
          null);
      temporal.sleep(Duration.ofMinutes(1));
    }
  }

  private String finish() throws IOException {
    return finish(Clock.systemUTC());
  }

  /** A job that ended now by that clock. */
  private String finish(Clock then) throws IOException {
    AcceptedJob job = Jobs.job("", then.instant());
    catalog.accept(job, Optional.empty());
    new JobRecorder(catalog, new JobEraser(store, catalog), store, WEEK, then)
        .record(Jobs.failed(job, then.instant(), ErrorCode.PROBE_FAILED));
    return job.id();
  }
}
