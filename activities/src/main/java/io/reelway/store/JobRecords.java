package io.reelway.store;

import io.reelway.job.AcceptedJob;
import io.reelway.job.JobSnapshot;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * What the store knows of jobs, apart from their files: how each was accepted and how it ended, and
 * the list of open ones. It outlives the workflow engine.
 */
public final class JobRecords {
  private static final Delivery JSON = new Delivery("application/json", "");

  private final Store store;
  private final JobIndex index;
  private final RetentionSettings retention;
  private final Clock clock;
  private final ExpiryIndex expiry;

  public JobRecords(Store store, RetentionSettings retention, Clock clock) {
    this.store = store;
    this.index = new JobIndex(store);
    this.retention = retention;
    this.clock = clock;
    this.expiry = new ExpiryIndex(store);
  }

  /** Marks a job as open, before anything else of it is stored. */
  public void open(String jobId) throws IOException {
    store.put(JobLocations.open(jobId), new byte[0], Delivery.INTERNAL);
  }

  /**
   * Writes that a job was accepted, and puts it on its owner's list; never over its end, which has
   * a place of its own.
   */
  public void accept(AcceptedJob job) throws IOException {
    index.add(job);
    write(JobLocations.accepted(job.id()), JobSnapshot.accepted(job));
  }

  /**
   * Writes a final state and when the job is erased, and takes it off the list of open ones only
   * after that. The source is needed no more. A repetition changes nothing.
   */
  public void finish(JobSnapshot snapshot) throws IOException {
    AcceptedJob job = snapshot.job();
    Instant expiresAt = snapshot.updatedAt().plus(retention.output());
    expiry.note(job.id(), expiresAt);
    write(JobLocations.record(job.id()), snapshot.withExpiry(expiresAt));
    store.delete(JobLocations.open(job.id()));
    if (!retention.keepSource()) {
      store.delete(JobLocations.source(job.request().uploadId()));
    }
  }

  /**
   * Whether the store knows anything of the job; if not, it was withdrawn or erased, and what may
   * have been made for it since is erased as well. A job that is known by its source alone was
   * started by a process that died before it wrote the record, which is made up for here.
   */
  public boolean isWanted(AcceptedJob job) throws IOException {
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
      return Optional.of(JobJson.MAPPER.readValue(json, JobSnapshot.class));
    } catch (NoSuchFileException missing) {
      return Optional.empty();
    } catch (JacksonException broken) {
      throw new IOException("The record at " + location + " cannot be read", broken);
    }
  }

  /** The marks of jobs without a final state, in no order that matters. */
  public List<StoredObject> open() throws IOException {
    return store.list(JobLocations.OPEN);
  }

  /**
   * Erases the jobs whose time is over.
   *
   * @param since everything that was due before is gone; {@code null}: not known
   * @return how many
   */
  public int eraseExpired(@Nullable Instant since, Instant now) throws IOException {
    int erased = 0;
    for (ExpiryIndex.Due due : expiry.due(since, now)) {
      Optional<JobSnapshot> record = known(due.jobId());
      if (record.isEmpty() || record.get().isExpired(now)) {
        erase(due.jobId());
        erased++;
      }
      expiry.forget(due);
    }
    return erased;
  }

  /**
   * Erases everything of a job, its source included, wherever that lies. That it was to be erased
   * later is forgotten last, so that whatever an erasure that broke off has left is still due.
   */
  public void erase(AcceptedJob job) throws IOException {
    Instant due = read(JobLocations.record(job.id())).map(JobSnapshot::expiresAt).orElse(null);
    index.remove(job);
    store.deleteFolder(JobLocations.folder(job.request().uploadId()));
    store.deleteFolder(JobLocations.folder(job.id()));
    store.delete(JobLocations.open(job.id()));
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
    store.delete(JobLocations.open(jobId));
  }
}
