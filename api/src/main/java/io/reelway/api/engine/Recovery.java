package io.reelway.api.engine;

import io.reelway.api.observe.JobLog;
import io.reelway.job.ErrorCode;
import io.reelway.job.JobError;
import io.reelway.job.JobSnapshot;
import io.reelway.job.JobState;
import io.reelway.stage.StageOptions;
import io.reelway.store.JobRecords;
import io.reelway.store.OpenMarks.Mark;
import io.reelway.store.UnreadableRecordException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds jobs that the store holds for open, and starts those again that the engine does not know:
 * after a restart of an engine that forgets, or of an API that died between storing a job and
 * starting it. The same for every engine.
 */
public final class Recovery {
  private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

  private final JobRecords records;
  private final JobEngine engine;
  private final Clock clock;
  private final Duration abandoned;
  private boolean complained;

  /**
   * @param abandoned age at which a mark without a record belongs to an upload that never ended
   */
  public Recovery(JobRecords records, JobEngine engine, Clock clock, Duration abandoned) {
    this.records = records;
    this.engine = engine;
    this.clock = clock;
    this.abandoned = abandoned;
  }

  /**
   * Looks once at every open job. What cannot be settled now is left for the next time.
   *
   * @return whether all could be looked at
   */
  public boolean run() {
    try {
      for (Mark mark : records.open()) {
        recoverUnlessUnreadable(mark);
      }
      complained = false;
      return true;
    } catch (IOException | EngineUnavailableException unavailable) {
      if (!complained) {
        LOG.warn(
            "Open jobs cannot be looked through yet, reason={}",
            EngineUnavailableException.reason(unavailable));
      }
      complained = true;
      return false;
    }
  }

  /** One broken record must not keep the other jobs waiting; it stays as it is. */
  private void recoverUnlessUnreadable(Mark mark) throws IOException {
    try {
      if (mark.upload()) {
        recoverUpload(mark);
      } else {
        recover(mark);
      }
    } catch (UnreadableRecordException broken) {
      JobLog.about(
          mark.id(), "recover", () -> LOG.warn("Cannot be recovered, {}", broken.getMessage()));
    }
  }

  /**
   * An upload of a request with an idempotency key: its job may run although the client was told
   * that nobody knows.
   */
  private void recoverUpload(Mark mark) throws IOException {
    Optional<String> jobId = records.jobOf(mark);
    Optional<JobSnapshot> record = jobId.isPresent() ? records.find(jobId.get()) : Optional.empty();
    if (record.filter(known -> isOf(mark, known)).isPresent()) {
      records.removeMark(mark.id());
    } else if (jobId.isPresent()
        && engine.look(jobId.get()).block() instanceof EngineView.Running running
        && isOf(mark, running.snapshot())) {
      records.acceptUpload(running.snapshot().job());
    } else {
      eraseAbandoned(mark);
    }
  }

  private static boolean isOf(Mark upload, JobSnapshot job) {
    return job.job().request().uploadId().equals(upload.id());
  }

  private void recover(Mark mark) throws IOException {
    String jobId = mark.id();
    WorkflowStatus standing = Objects.requireNonNull(engine.standing(jobId).block());
    if (standing == WorkflowStatus.RUNNING) {
      return;
    }
    Optional<JobSnapshot> record = records.find(jobId);
    if (record.isEmpty()) {
      eraseAbandoned(mark);
    } else if (record.get().state().isFinal()) {
      records.finish(record.get());
    } else if (standing == WorkflowStatus.CLOSED) {
      recordStopped(jobId);
    } else if (records.workersLost(jobId) >= StageOptions.MAX_WORKERS_LOST) {
      JobLog.about(jobId, "recover", () -> LOG.warn("Every worker that took this job has died"));
      fail(record.get(), new JobError(ErrorCode.ENCODE_FAILED, StageOptions.BREAKS_WORKERS));
    } else if (engine.start(record.get().job())) {
      JobLog.about(jobId, "recover", () -> LOG.info("Started again after a restart"));
    }
  }

  private void fail(JobSnapshot record, JobError error) throws IOException {
    Instant now = clock.instant();
    records.finish(record.withState(new JobState.Failed(now, error), now));
  }

  private void eraseAbandoned(Mark mark) throws IOException {
    if (mark.since().isBefore(clock.instant().minus(abandoned))) {
      JobLog.about(mark.id(), "recover", () -> LOG.info("Erasing an upload that never ended"));
      records.erase(mark.id());
    }
  }

  /** The workflow is closed and yet nothing final was written: an operator terminated it. */
  private void recordStopped(String jobId) throws IOException {
    Optional<JobSnapshot> record = records.find(jobId);
    if (record.isPresent() && !record.get().state().isFinal()) {
      JobLog.about(jobId, "recover", () -> LOG.warn("The workflow was stopped from outside"));
      fail(record.get(), new JobError(ErrorCode.CANCELLED, "The job was stopped by an operator."));
    }
  }
}
