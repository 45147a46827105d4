package io.reelway.sdk;

/**
 * The totals of a server over all finished jobs.
 *
 * @param totalJobs jobs
 * @param totalInputBytes bytes of the sources
 * @param totalOutputBytes bytes of the outputs
 * @param totalSavedBytes the difference
 */
public record Usage(
    long totalJobs, long totalInputBytes, long totalOutputBytes, long totalSavedBytes) {
  static Usage of(JsonObject json) {
    return new Usage(
        json.integerOrZero("totalJobs"),
        json.integerOrZero("totalInputBytes"),
        json.integerOrZero("totalOutputBytes"),
        json.integerOrZero("totalSavedBytes"));
  }
}
