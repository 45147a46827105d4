package io.reelway.catalog;

/**
 * Sums over finished jobs.
 *
 * @param jobs number of jobs
 * @param inputBytes total size of their sources
 * @param outputBytes total size of their outputs
 * @param savedBytes sum of the bytes saved; a job with an output larger than its source counts 0
 */
public record Usage(long jobs, long inputBytes, long outputBytes, long savedBytes) {
  public static final Usage NONE = new Usage(0, 0, 0, 0);

  /** The share of one job. */
  public static Usage ofJob(long inputBytes, long outputBytes) {
    return new Usage(1, inputBytes, outputBytes, Math.max(0, inputBytes - outputBytes));
  }

  /** The sum of both. */
  public Usage plus(Usage more) {
    return new Usage(
        jobs + more.jobs,
        inputBytes + more.inputBytes,
        outputBytes + more.outputBytes,
        savedBytes + more.savedBytes);
  }
}
