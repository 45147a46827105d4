package io.reelway.api.engine;

import io.reelway.job.ErrorCode;
import io.reelway.job.JobError;
import io.reelway.job.JobSnapshot;
import io.reelway.job.JobState;
import io.reelway.store.JobRecords;
import io.reelway.store.StoredObject;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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

  /** A mark without a record this old belongs to an upload that never ended. */
  private static final Duration ABANDONED = Duration.ofHours(24);

  private final JobRecords records;
  private final JobEngine engine;
  private final Clock clock;

  public Recovery(JobRecords records, JobEngine engine, Clock clock) {
    this.records = records;
    this.engine = engine;
    this.clock = clock;
  }

  /** Looks once at every open job. What cannot be settled now is left for the next time. */
  public void run() {
    try {
      for (StoredObject mark : records.open()) {
        recover(mark);
      }
    } catch (IOException | EngineUnavailableException unavailable) {
      LOG.warn(
          "Open jobs could not be looked through; trying again later, reason={}",
          unavailable.getMessage());
    }
  }

  private void recover(StoredObject mark) throws IOException {
    String jobId = mark.location().key().substring(mark.location().key().indexOf('/') + 1);
    Optional<JobSnapshot> record = records.find(jobId);
    if (record.isEmpty()) {
      if (mark.storedAt().isBefore(clock.instant().minus(ABANDONED))) {
        LOG.info("Erasing an upload that never ended, job={}", jobId);
        records.erase(jobId);
      }
    } else if (record.get().state().isFinal()) {
      records.finish(record.get());
    } else if (engine.start(record.get().job())) {
      LOG.info("Started again after a restart, job={}", jobId);
    } else if (engine.look(jobId).block() instanceof EngineView.Closed) {
      recordStopped(jobId);
    }
  }

  /** The workflow is closed and yet nothing final was written: an operator terminated it. */
  private void recordStopped(String jobId) throws IOException {
    Optional<JobSnapshot> record = records.find(jobId);
    if (record.isPresent() && !record.get().state().isFinal()) {
      LOG.warn("The workflow was stopped from outside, job={}", jobId);
      Instant now = clock.instant();
      JobError error = new JobError(ErrorCode.CANCELLED, "The job was stopped by an operator.");
      records.finish(record.get().in(new JobState.Failed(now, error), now));
    }
  }
}
