package io.reelway.catalog;

import java.io.IOException;

/**
 * Marks of processes that work on the file of a job. A mark that remains after its process has died
 * counts as a lost worker. Marks go with the record of the job. Thread-safe; blocks.
 */
public interface WorkMarks {
  /** Marks that a process works on the file of a job. Repetitions are no error. */
  void begin(String jobId, String processId) throws IOException;

  /** Removes the mark. A missing mark is no error. */
  void end(String jobId, String processId) throws IOException;

  /**
   * The number of processes that left their mark on a job, because they died while they worked on
   * it.
   */
  int workersLost(String jobId) throws IOException;
}
