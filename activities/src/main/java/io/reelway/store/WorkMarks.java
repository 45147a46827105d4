package io.reelway.store;

import java.io.IOException;

/**
 * Marks in the store of processes that work on the file of a job. A mark that remains after its
 * process has died counts as a lost worker. They go with the folder of the job. Thread-safe;
 * blocks.
 */
public final class WorkMarks {
  private final Store store;

  public WorkMarks(Store store) {
    this.store = store;
  }

  /** Marks that a process works on the file of a job. */
  public void begin(String jobId, String processId) throws IOException {
    store.put(mark(jobId, processId), new byte[0], Delivery.INTERNAL);
  }

  /** Takes the mark away; nothing there is no error. */
  public void end(String jobId, String processId) throws IOException {
    store.delete(mark(jobId, processId));
  }

  /** How many processes have left their mark on a job: they died while they worked on it. */
  public int workersLost(String jobId) throws IOException {
    return store.list(JobLocations.workers(jobId)).size();
  }

  private static Location mark(String jobId, String processId) {
    return new Location(JobLocations.workers(jobId) + "/" + processId);
  }
}
