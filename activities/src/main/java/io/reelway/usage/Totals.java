package io.reelway.usage;

/**
 * Sums over jobs that are done.
 *
 * @param jobs how many
 * @param inputBytes size of their sources
 * @param outputBytes size of their outputs
 * @param savedBytes what their outputs are smaller, never below 0 for any of them
 */
public record Totals(long jobs, long inputBytes, long outputBytes, long savedBytes) {
  public static final Totals NONE = new Totals(0, 0, 0, 0);

  static Totals ofJob(long inputBytes, long outputBytes) {
    return new Totals(1, inputBytes, outputBytes, Math.max(0, inputBytes - outputBytes));
  }

  Totals plus(Totals more) {
    return new Totals(
        jobs + more.jobs,
        inputBytes + more.inputBytes,
        outputBytes + more.outputBytes,
        savedBytes + more.savedBytes);
  }
}
