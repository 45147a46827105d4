package io.reelway.encode;

import io.reelway.job.JobSnapshot;
import io.reelway.scratch.Scratch;
import io.reelway.store.JobRecords;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Directories of this host with encoded files that wait for their upload. Nobody comes for a file
 * whose worker was thought dead while it encoded, or whose job was cancelled since; such files are
 * swept when their job has ended.
 */
public final class EncodedFiles {
  private static final String PREFIX = "encoded-";
  private static final int ID_LENGTH = 36;

  /** A job without a record was erased, or is so young that its record is still to be written. */
  private static final Duration UNKNOWN = Duration.ofHours(1);

  private final Scratch scratch;

  public EncodedFiles(Scratch scratch) {
    this.scratch = scratch;
  }

  /** A new directory for the output of one attempt. */
  Scratch.Directory create(String jobId) throws IOException {
    return scratch.directory(PREFIX + jobId);
  }

  /** Deletes those of jobs that have ended. */
  public void sweep(JobRecords records, Instant now) throws IOException {
    for (Scratch.Directory directory : scratch.directories(PREFIX)) {
      if (isUnwanted(directory, records, now)) {
        directory.close();
      }
    }
  }

  private static boolean isUnwanted(Scratch.Directory directory, JobRecords records, Instant now)
      throws IOException {
    String id = directory.id();
    String jobId = id.substring(PREFIX.length(), PREFIX.length() + ID_LENGTH);
    Optional<JobSnapshot> record = records.find(jobId);
    return record.isPresent()
        ? record.get().state().isFinal()
        : directory.changedAt().isBefore(now.minus(UNKNOWN));
  }
}
