package io.reelway.api.engine;

import io.reelway.api.observe.JobLog;
import io.reelway.catalog.JobCatalog;
import io.reelway.catalog.WebhookLog;
import io.reelway.catalog.WorkMarks;
import io.reelway.job.AcceptedJob;
import io.reelway.job.ErrorCode;
import io.reelway.job.JobError;
import io.reelway.job.JobSnapshot;
import io.reelway.job.JobState;
import io.reelway.record.JobRecorder;
import io.reelway.stage.StageOptions;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares the records with the engine: starts open jobs and due webhooks again if the engine does
 * not know them. This happens after a restart of an engine without storage, or when an operator has
 * ended a workflow. The rule is the same for every engine.
 */
public final class Recovery {
  private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);
  private static final int PAGE = 500;

  private final JobCatalog catalog;
  private final WebhookLog webhooks;
  private final JobEngine engine;
  private final JobRecorder recorder;
  private final WorkMarks marks;
  private final Clock clock;
  private boolean logged;

  public Recovery(
      JobCatalog catalog,
      WebhookLog webhooks,
      JobEngine engine,
      JobRecorder recorder,
      WorkMarks marks,
      Clock clock) {
    this.catalog = catalog;
    this.webhooks = webhooks;
    this.engine = engine;
    this.recorder = recorder;
    this.marks = marks;
    this.clock = clock;
  }

  /**
   * Checks every open job and every due webhook once.
   *
   * @return whether all could be checked
   */
  public boolean run() {
    try {
      recoverJobs();
      recoverWebhooks();
      logged = false;
      return true;
    } catch (IOException | EngineUnavailableException unavailable) {
      if (!logged) {
        LOG.warn(
            "Open jobs cannot be checked yet, reason={}",
            EngineUnavailableException.reason(unavailable));
      }
      logged = true;
      return false;
    }
  }

  private void recoverJobs() throws IOException {
    String after = "";
    for (List<AcceptedJob> page = catalog.running(after, PAGE);
        !page.isEmpty();
        page = catalog.running(after, PAGE)) {
      for (AcceptedJob job : page) {
        recover(job);
        after = job.id();
      }
    }
  }

  private void recover(AcceptedJob job) throws IOException {
    switch (Objects.requireNonNull(engine.status(job.id()).block())) {
      case RUNNING -> {}
      case CLOSED -> recordStopped(job);
      case UNKNOWN -> restart(job);
    }
  }

  private void restart(AcceptedJob job) throws IOException {
    if (marks.workersLost(job.id()) >= StageOptions.MAX_WORKERS_LOST) {
      JobLog.about(job.id(), "recover", () -> LOG.warn("Every worker that took this job failed"));
      fail(job, JobError.of(ErrorCode.ENCODE_FAILED, StageOptions.BREAKS_WORKERS));
    } else {
      JobLog.about(job.id(), "recover", () -> LOG.info("The engine lost the job; it starts again"));
      catalog.lost(job.id());
    }
  }

  private void fail(AcceptedJob job, JobError error) throws IOException {
    Instant now = clock.instant();
    recorder.record(JobSnapshot.accepted(job).withState(new JobState.Failed(now, error), now));
  }

  /** The workflow is closed without a final record: an operator has terminated it. */
  private void recordStopped(AcceptedJob job) throws IOException {
    if (catalog.find(job.id()).filter(record -> !record.isFinal()).isPresent()) {
      JobLog.about(job.id(), "recover", () -> LOG.warn("The workflow was stopped from outside"));
      fail(job, JobError.of(ErrorCode.CANCELLED, "The job was stopped by an operator."));
    }
  }

  private void recoverWebhooks() throws IOException {
    String after = "";
    for (List<AcceptedJob> page = webhooks.pending(after, PAGE);
        !page.isEmpty();
        page = webhooks.pending(after, PAGE)) {
      for (AcceptedJob job : page) {
        engine.startWebhook(job);
        after = job.id();
      }
    }
  }
}
