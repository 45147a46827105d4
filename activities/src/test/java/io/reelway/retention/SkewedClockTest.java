package io.reelway.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.clock.EngineClock;
import io.reelway.job.AcceptedJob;
import io.reelway.job.ErrorCode;
import io.reelway.job.JobError;
import io.reelway.job.JobRequest;
import io.reelway.job.JobSnapshot;
import io.reelway.job.JobState;
import io.reelway.media.Source;
import io.reelway.optimize.RetentionWorkflow;
import io.reelway.optimize.RetentionWorkflowImpl;
import io.reelway.scratch.Scratch;
import io.reelway.stage.TaskQueues;
import io.reelway.store.JobRecords;
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
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The sweep as the engine calls it, while the engine's clock and the system's differ. */
@Timeout(60)
class SkewedClockTest {
  private static final RetentionSettings WEEK =
      new RetentionSettings(Duration.ofDays(7), false, Duration.ofHours(24));

  @TempDir private Path folder;
  private DiskStore store;
  private JobRecords records;

  @BeforeEach
  void openStore() throws IOException {
    Path root = Files.createDirectories(folder.resolve("store"));
    store = new DiskStore(root, Scratch.open(root.resolve(".incoming"), "test"));
    records = new JobRecords(store, WEEK, Clock.systemUTC());
  }

  @Test
  void anEngineThatRunsAheadErasesNothingEarly() throws IOException {
    String job = finish();
    EngineClock engine = new EngineClock(Clock.systemUTC());

    sweep(Duration.ofDays(67), Clock.systemUTC(), engine);

    assertThat(records.find(job)).isPresent();
    assertThat(engine.agrees()).isFalse();
    assertThat(engine.skew()).isGreaterThan(Duration.ofDays(66));
  }

  @Test
  void aProcessWhoseClockRunsAheadErasesNothingEarly() throws IOException {
    String job = finish();
    Clock ahead = Clock.offset(Clock.systemUTC(), Duration.ofDays(67));
    EngineClock engine = new EngineClock(ahead);

    sweep(Duration.ZERO, ahead, engine);

    assertThat(records.find(job)).isPresent();
    assertThat(engine.skew()).isLessThan(Duration.ofDays(-66));
  }

  @Test
  void clocksThatAgreeLetTheSweepErase() throws IOException {
    String job = finish(Clock.offset(Clock.systemUTC(), Duration.ofDays(-8)));

    sweep(Duration.ZERO, Clock.systemUTC(), new EngineClock(Clock.systemUTC()));

    assertThat(records.exists(job)).isFalse();
  }

  /**
   * Lets the retention workflow sweep.
   *
   * @param ahead how far the engine's clock is ahead of the real time
   */
  private void sweep(Duration ahead, Clock system, EngineClock engine) {
    try (TestWorkflowEnvironment temporal = TestWorkflowEnvironment.newInstance()) {
      Worker worker = temporal.newWorker(TaskQueues.JOBS);
      worker.registerWorkflowImplementationTypes(RetentionWorkflowImpl.class);
      worker.registerActivitiesImplementations(
          new SweepActivity(store, records, WEEK, system, engine));
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

  /** A job that ended now, by that clock. */
  private String finish(Clock then) throws IOException {
    String id = UUID.randomUUID().toString();
    Instant now = then.instant();
    JobError error = new JobError(ErrorCode.PROBE_FAILED, "Cannot be read.");
    AcceptedJob job =
        new AcceptedJob(
            id,
            "",
            new Source("a.mp4", "video/mp4", 3),
            "web",
            now,
            JobRequest.plain(id),
            List.of());
    new JobRecords(store, WEEK, then)
        .finish(JobSnapshot.accepted(job).withState(new JobState.Failed(now, error), now));
    return id;
  }
}
