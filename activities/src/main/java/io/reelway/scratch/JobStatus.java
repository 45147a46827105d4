package io.reelway.scratch;

import java.io.IOException;

/** Asks whether a job still runs. Workers have no records, so they ask the workflow engine. */
@FunctionalInterface
public interface JobStatus {
  /** Asks for the state of a job. Blocks. */
  Answer of(String jobId) throws IOException;

  /** The state of a job, as far as it is known. */
  enum Answer {
    RUNNING,
    ENDED,
    UNKNOWN
  }
}
