package io.reelway.catalog;

import io.reelway.job.AcceptedJob;
import io.reelway.job.JobSnapshot;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The records of jobs. A row is the authoritative fact that a job was accepted, and how it ended;
 * it outlives the workflow engine. The catalog is also the outbox: {@link #toStart} finds the jobs
 * that the engine does not have yet.
 *
 * <p>Thread-safe. Every change is one transaction and is on disk when its method returns. All
 * methods block, and throw {@link IOException} when the database cannot be reached or has no room.
 * A change throws {@link InDoubtException} when its connection breaks.
 */
public interface JobCatalog {

  /** Notes that an upload begins, before the object store gets a byte of it. */
  void beginUpload(String uploadId) throws IOException;

  /** Forgets an upload that was refused and whose bytes are deleted. An unknown id is no error. */
  void dropUpload(String uploadId) throws IOException;

  /**
   * Ids of uploads that began before that moment and never became a job.
   *
   * @param limit maximum number of ids
   */
  List<String> abandonedUploads(Instant before, int limit) throws IOException;

  /**
   * Accepts a job; its upload becomes its source.
   *
   * @param key the idempotency key of the request
   * @return the job of an earlier request with this key, in which case nothing changes; empty when
   *     this job was accepted
   */
  Optional<JobSnapshot> accept(AcceptedJob job, Optional<String> key) throws IOException;

  /** The job of an earlier request with this key; empty when there is none or its time is over. */
  Optional<JobSnapshot> findByKey(String owner, String key) throws IOException;

  /** Jobs without a final state that the engine does not have, the oldest first. */
  List<AcceptedJob> toStart(int limit) throws IOException;

  /** Notes that the engine has the job. */
  void started(String jobId) throws IOException;

  /** Notes that the engine has lost the job, so that it is started again. */
  void lost(String jobId) throws IOException;

  /**
   * Jobs without a final state that the engine should have, in the order of their ids.
   *
   * @param afterId only jobs behind this id; empty for the first page
   */
  List<AcceptedJob> running(String afterId, int limit) throws IOException;

  /** How many jobs have no final state. */
  int countOpen() throws IOException;

  /**
   * Records how a job ended: its state, its owner's usage and whether a webhook is due, all at
   * once. A repetition changes nothing. A job that has ended keeps its end.
   *
   * @param last the final state, with the time of its erasure
   * @return whether the job exists; {@code false} when it was erased
   */
  boolean finish(JobSnapshot last) throws IOException;

  /** The record of a job; empty when there is none, its time is over or it is being erased. */
  Optional<JobRecord> find(String jobId) throws IOException;

  /** Whether any record of a job exists, including one that {@link #find} does not show. */
  boolean exists(String jobId) throws IOException;

  /**
   * A page of an owner's jobs, the newest first. Jobs whose time is over are not listed.
   *
   * @param after the place before the first job of the page; empty for the newest jobs
   * @param limit above 0
   */
  List<JobRecord> list(JobFilter filter, Optional<JobCursor> after, int limit) throws IOException;

  /**
   * Hides a job whose erasure has begun, and frees its idempotency key. The engine has no order to
   * erase it yet, see {@link #erasuresToStart}. {@link #remove} completes the erasure. A repetition
   * changes nothing.
   */
  void hide(String jobId) throws IOException;

  /**
   * Hidden jobs that the engine has no order to erase, the oldest order first.
   *
   * @param before only jobs that were hidden before this moment
   * @param limit above 0
   */
  List<AcceptedJob> erasuresToStart(Instant before, int limit) throws IOException;

  /** Notes that the engine has the order to erase a hidden job. */
  void erasureStarted(String jobId) throws IOException;

  /**
   * Ids of jobs to erase: their time is over, or their erasure began an hour ago and has not
   * finished.
   *
   * @param now the present time
   * @param limit above 0
   */
  List<String> toErase(Instant now, int limit) throws IOException;

  /**
   * Notes that a job or an upload could not be erased. Others are erased first; a job is tried
   * again after an hour, an upload when its age has doubled.
   */
  void eraseLater(String id) throws IOException;

  /** Removes every record of a job except its share of the usage. An unknown id is no error. */
  void remove(String jobId) throws IOException;
}
