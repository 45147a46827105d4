package io.reelway.scratch;

import java.io.IOException;

/** Tells whether a job still runs. Workers have no records; they ask the workflow engine. */
@FunctionalInterface
public interface JobStatus {
  /** Asks for the job of that id; blocks. */
  Answer of(String jobId) throws IOException;

  /** What is known of a job. */
  enum Answer {
    RUNNING,
    ENDED,
    UNKNOWN
  }
}
