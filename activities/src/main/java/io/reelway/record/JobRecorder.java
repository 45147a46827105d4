package io.reelway.record;

import io.reelway.catalog.JobCatalog;
import io.reelway.clock.EngineClock;
import io.reelway.job.AcceptedJob;
import io.reelway.job.JobSnapshot;
import io.reelway.job.JobState;
import io.reelway.retention.JobEraser;
import io.reelway.store.JobLocations;
import io.reelway.store.RetentionSettings;
import io.reelway.store.Store;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;

/** Records the end of jobs. Every call may be repeated. Thread-safe; all methods block. */
public final class JobRecorder {
  private final JobCatalog catalog;
  private final JobEraser eraser;
  private final Store store;
  private final RetentionSettings retention;
  private final Clock clock;

  /**
   * @param clock clock of this machine; the time of the erasure follows it, not the engine's clock
   */
  public JobRecorder(
      JobCatalog catalog, JobEraser eraser, Store store, RetentionSettings retention, Clock clock) {
    this.catalog = catalog;
    this.eraser = eraser;
    this.store = store;
    this.retention = retention;
    this.clock = clock;
  }

  /**
   * Records the end of a job. If the job was deleted in the meantime, its new files are deleted
   * too.
   *
   * @return whether the job exists; {@code false} when it was erased
   */
  public boolean record(JobSnapshot snapshot) throws IOException {
    AcceptedJob job = snapshot.job();
    Instant now = clock.instant();
    boolean isStillToCome = snapshot.updatedAt().isAfter(now.plus(EngineClock.TOLERATED));
    JobSnapshot end = isStillToCome ? snapshot.endedAt(now) : snapshot;
    if (!catalog.finish(end.withExpiry(now.plus(retention.output())))) {
      eraser.erase(job.id());
      return false;
    }
    if (!retention.keepSource()) {
      store.delete(JobLocations.source(job.id()));
    }
    if (end.state() instanceof JobState.Failed) {
      // A run that replaces one whose cancellation the engine lost knows nothing of its parts.
      store.deleteFolder(JobLocations.parts(job.id()));
    }
    return true;
  }
}
