package io.reelway.store;

import io.reelway.clock.EngineClock;
import io.reelway.job.AcceptedJob;
import io.reelway.job.JobSnapshot;
import io.reelway.store.SkippedEntries.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * What the store knows of jobs, apart from their files: how each was accepted and how it ended, and
 * the list of open ones. It outlives the workflow engine.
 */
public final class JobRecords {
  private static final Duration LATER = Duration.ofHours(1);
  private static final Delivery JSON = new Delivery("application/json", "");

  private final Store store;
  private final JobIndex index;
  private final RetentionSettings retention;
  private final Clock clock;
  private final ExpiryIndex expiry;
  private final OpenMarks marks;

  public JobRecords(Store store, RetentionSettings retention, Clock clock) {
    this.store = store;
    this.index = new JobIndex(store);
    this.retention = retention;
    this.clock = clock;
    this.expiry = new ExpiryIndex(store);
    this.marks = new OpenMarks(store);
  }

  /** Marks a job as open, before anything else of it is stored. */
  public void open(String jobId) throws IOException {
    marks.put(jobId);
  }

  /** Marks the upload of a job that has an id of its own, before anything of it is stored. */
  public void openUpload(String uploadId, String jobId) throws IOException {
    marks.put(uploadId, jobId);
  }

  /**
   * Writes that a job was accepted, and puts it on its owner's list; never over its end, which has
   * a place of its own.
   */
  public void accept(AcceptedJob job) throws IOException {
    index.add(job);
    write(JobLocations.accepted(job.id()), JobSnapshot.accepted(job));
  }

  /** Marks that a process works on the file of a job. */
  public void beginWork(String jobId, String processId) throws IOException {
    store.put(worker(jobId, processId), new byte[0], Delivery.INTERNAL);
  }

  /** Takes the mark away; nothing there is no error. */
  public void endWork(String jobId, String processId) throws IOException {
    store.delete(worker(jobId, processId));
  }

  /** How many processes have left their mark on a job: they died while they worked on it. */
  public int workersLost(String jobId) throws IOException {
    return store.list(JobLocations.workers(jobId)).size();
  }

  private static Location worker(String jobId, String processId) {
    return new Location(JobLocations.workers(jobId) + "/" + processId);
  }

  /**
   * The same for a job whose upload was marked under an id of its own. From now on the mark is the
   * job's. A repetition changes nothing.
   */
  public void acceptUpload(AcceptedJob job) throws IOException {
    marks.put(job.id());
    accept(job);
    marks.remove(job.request().uploadId());
  }

  /** Takes a mark away whose upload needs it no more. */
  public void removeMark(String id) throws IOException {
    marks.remove(id);
  }

  /** The id of the job that a marked upload was made for. */
  public Optional<String> jobOf(OpenMarks.Mark upload) throws IOException {
    return marks.jobOf(upload);
  }

  /**
   * Writes a final state and when the job is erased, and takes it off the list of open ones only
   * after that. The source is needed no more. The time counts from now, by this process's clock and
   * not by the engine's, which may differ: an end that is still to come is now. A repetition may
   * move it a little.
   */
  public void finish(JobSnapshot snapshot) throws IOException {
    AcceptedJob job = snapshot.job();
    Instant now = clock.instant();
    Instant expiresAt =
        Objects.requireNonNullElseGet(snapshot.expiresAt(), () -> now.plus(retention.output()));
    boolean isStillToCome = snapshot.updatedAt().isAfter(now.plus(EngineClock.TOLERATED));
    JobSnapshot end = isStillToCome ? snapshot.endedAt(now) : snapshot;
    expiry.note(job.id(), expiresAt);
    write(JobLocations.record(job.id()), end.withExpiry(expiresAt));
    marks.remove(job.id());
    if (!retention.keepSource()) {
      store.delete(JobLocations.source(job.request().uploadId()));
    }
  }

  /**
   * Whether the store knows anything of the job; if not, it was withdrawn or erased, and what may
   * have been made for it since is erased as well. A job that is known by its source alone was
   * started by a process that died before it wrote the record, which is made up for here. A job
   * that was erased and made again from another upload is not this one.
   */
  public boolean isWanted(AcceptedJob job) throws IOException {
    Optional<JobSnapshot> accepted = readable(JobLocations.accepted(job.id()));
    if (accepted.isPresent()) {
      return accepted.get().job().request().uploadId().equals(job.request().uploadId());
    }
    if (exists(job.id())) {
      return true;
    }
    if (store.stat(JobLocations.source(job.request().uploadId())).isEmpty()) {
      erase(job);
      return false;
    }
    accept(job);
    return true;
  }

  /**
   * The job as it ended, else as it was accepted; empty when there is none, or its time is over.
   */
  public Optional<JobSnapshot> find(String jobId) throws IOException {
    return known(jobId).filter(snapshot -> !snapshot.isExpired(clock.instant()));
  }

  private Optional<JobSnapshot> known(String jobId) throws IOException {
    Optional<JobSnapshot> end = read(JobLocations.record(jobId));
    return end.isPresent() ? end : read(JobLocations.accepted(jobId));
  }

  /** Whether there is a record of it. */
  public boolean exists(String jobId) throws IOException {
    return store.stat(JobLocations.accepted(jobId)).isPresent()
        || store.stat(JobLocations.record(jobId)).isPresent();
  }

  private void write(Location location, JobSnapshot snapshot) throws IOException {
    store.put(location, JobJson.MAPPER.writeValueAsBytes(snapshot), JSON);
  }

  private Optional<JobSnapshot> read(Location location) throws IOException {
    try (InputStream json = store.open(location, 0)) {
      @Nullable JobSnapshot record = JobJson.MAPPER.readValue(json, JobSnapshot.class);
      if (record == null) {
        throw unreadable(location, null);
      }
      return Optional.of(record);
    } catch (NoSuchFileException missing) {
      return Optional.empty();
    } catch (JacksonException broken) {
      throw unreadable(location, broken);
    }
  }

  private UnreadableRecordException unreadable(Location location, @Nullable Throwable cause) {
    store.skipped().add(Reason.UNREADABLE, location.key());
    return new UnreadableRecordException(location, cause);
  }

  /** The same where a record that cannot be read is as good as none. */
  private Optional<JobSnapshot> readable(Location location) throws IOException {
    try {
      return read(location);
    } catch (UnreadableRecordException broken) {
      return Optional.empty();
    }
  }

  /** The marks of jobs without a final state, in no order that matters. */
  public List<OpenMarks.Mark> open() throws IOException {
    return marks.list();
  }

  /**
   * Erases the jobs whose time is over. One that cannot be erased does not hold up the others; it
   * is tried again in an hour.
   *
   * @param since everything that was due before is gone; {@code null}: not known
   * @return how many
   */
  public int eraseExpired(@Nullable Instant since, Instant now) throws IOException {
    int erased = 0;
    for (ExpiryIndex.Due due : expiry.due(since, now)) {
      try {
        erased += eraseExpired(due, now) ? 1 : 0;
      } catch (IOException kept) {
        store.skipped().add(Reason.UNERASABLE, JobLocations.folder(due.jobId()).key());
        expiry.postpone(due, now.plus(LATER));
      }
    }
    return erased;
  }

  private boolean eraseExpired(ExpiryIndex.Due due, Instant now) throws IOException {
    Optional<JobSnapshot> record = known(due.jobId());
    boolean expired = record.isEmpty() || record.get().isExpired(now);
    if (expired) {
      erase(due.jobId());
    }
    expiry.forget(due);
    return expired;
  }

  /**
   * Erases everything of a job, its source included, wherever that lies. That it was to be erased
   * later is forgotten last, so that whatever an erasure that broke off has left is still due.
   */
  public void erase(AcceptedJob job) throws IOException {
    Instant due = readable(JobLocations.record(job.id())).map(JobSnapshot::expiresAt).orElse(null);
    index.remove(job);
    store.deleteFolder(JobLocations.folder(job.request().uploadId()));
    store.deleteFolder(JobLocations.folder(job.id()));
    marks.remove(job.id());
    if (due != null) {
      expiry.forget(job.id(), due);
    }
  }

  /** The same for a job, or an upload that never became one, of which only the id is known. */
  public void erase(String jobId) throws IOException {
    Optional<JobSnapshot> record = known(jobId);
    if (record.isPresent()) {
      erase(record.get().job());
    }
    store.deleteFolder(JobLocations.folder(jobId));
    marks.remove(jobId);
  }
}
