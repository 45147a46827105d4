package io.reelway.catalog;

/**
 * Sums over jobs that are done.
 *
 * @param jobs how many
 * @param inputBytes size of their sources
 * @param outputBytes size of their outputs
 * @param savedBytes by how much their outputs are smaller, never below 0 for any of them
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
