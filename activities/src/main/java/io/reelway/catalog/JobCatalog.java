package io.reelway.catalog;

import io.reelway.job.AcceptedJob;
import io.reelway.job.JobSnapshot;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The records of jobs. A row is the truth of "accepted" and of "ended", and outlives the workflow
 * engine. It is also the outbox: a job that the engine does not have yet is found by {@link
 * #toStart}.
 *
 * <p>Thread-safe. Every change is one transaction and is on disk when its method returns. All
 * methods block, and throw {@link IOException} when the database cannot be reached or has no room.
 */
public interface JobCatalog {

  /** Notes that an upload begins, before the object store gets a byte of it. */
  void beginUpload(String uploadId) throws IOException;

  /** Forgets an upload that was refused and whose bytes are gone. Unknown ones are no error. */
  void dropUpload(String uploadId) throws IOException;

  /** Uploads that began before that moment and never became a job, at most so many. */
  List<String> abandonedUploads(Instant before, int limit) throws IOException;

  /**
   * Accepts a job; its upload becomes its source.
   *
   * @param key the idempotency key of the request
   * @return the job that an earlier request with this key has made, in which case nothing is
   *     changed; empty when the job was accepted
   */
  Optional<JobSnapshot> accept(AcceptedJob job, Optional<String> key) throws IOException;

  /** The job that a request with this key has made, unless its time is over. */
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
   * once. A repetition changes nothing, and neither does another end of a job that has ended.
   *
   * @param last the final state, with the time of its erasure
   * @return whether the job exists; {@code false} when it was erased
   */
  boolean finish(JobSnapshot last) throws IOException;

  /** The record of a job; empty when there is none, its time is over or it is being erased. */
  Optional<JobRecord> find(String jobId) throws IOException;

  /** Whether there is any record of a job, also one that {@link #find} does not show. */
  boolean exists(String jobId) throws IOException;

  /**
   * A page of an owner's jobs, the newest first. Jobs whose time is over are not listed.
   *
   * @param after the place to go on behind; empty for the newest
   * @param limit above 0
   */
  List<JobRecord> list(JobFilter filter, Optional<JobCursor> after, int limit) throws IOException;

  /**
   * Hides a job whose erasure has begun, and frees its idempotency key. {@link #remove} completes
   * it.
   */
  void hide(String jobId) throws IOException;

  /**
   * Ids of jobs to erase: their time is over, or an erasure that began an hour ago has not come to
   * its end.
   *
   * @param now the present time
   * @param limit above 0
   */
  List<String> toErase(Instant now, int limit) throws IOException;

  /**
   * Notes that a job or an upload could not be erased, so that others are erased before it is tried
   * again: a job after an hour, an upload when it is as old again.
   */
  void eraseLater(String id) throws IOException;

  /** Removes every record of a job except its share of the usage. Unknown ones are no error. */
  void remove(String jobId) throws IOException;
}
