package io.reelway.store;

import io.reelway.job.JobSnapshot;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/**
 * What the store knows of jobs, apart from their files: {@code job.json} and the list of open jobs.
 * It outlives the workflow engine.
 */
public final class JobRecords {
  private static final Delivery JSON = new Delivery("application/json", "");

  private final Store store;

  public JobRecords(Store store) {
    this.store = store;
  }

  /** Marks a job as open, before anything else of it is stored. */
  public void open(String jobId) throws IOException {
    store.put(JobLocations.open(jobId), InputStream.nullInputStream(), Delivery.INTERNAL);
  }

  /** Writes {@code job.json}. */
  public void save(JobSnapshot snapshot) throws IOException {
    byte[] json = JobJson.MAPPER.writeValueAsBytes(snapshot);
    store.put(JobLocations.record(snapshot.job().id()), new ByteArrayInputStream(json), JSON);
  }

  /** Writes a final state, and takes the job off the list of open ones only after that. */
  public void finish(JobSnapshot snapshot) throws IOException {
    save(snapshot);
    store.delete(JobLocations.open(snapshot.job().id()));
  }

  /**
   * Like {@link #finish}, unless there is no record of the job: then it was withdrawn or erased
   * meanwhile, and what may have been made for it since is erased as well.
   *
   * @return whether it was written
   */
  public boolean conclude(JobSnapshot snapshot) throws IOException {
    String jobId = snapshot.job().id();
    if (store.stat(JobLocations.record(jobId)).isEmpty()) {
      erase(jobId);
      return false;
    }
    finish(snapshot);
    return true;
  }

  /** The job as it was last written; empty when there is none. */
  public Optional<JobSnapshot> find(String jobId) throws IOException {
    try (InputStream json = store.open(JobLocations.record(jobId), 0)) {
      return Optional.of(JobJson.MAPPER.readValue(json, JobSnapshot.class));
    } catch (NoSuchFileException missing) {
      return Optional.empty();
    } catch (JacksonException broken) {
      throw new IOException("The record of job " + jobId + " cannot be read", broken);
    }
  }

  /** The marks of jobs without a final state, in no order that matters. */
  public List<StoredObject> open() throws IOException {
    return store.list(JobLocations.OPEN);
  }

  /** Erases everything of a job. */
  public void erase(String jobId) throws IOException {
    store.delete(JobLocations.folder(jobId));
    store.delete(JobLocations.open(jobId));
  }
}
