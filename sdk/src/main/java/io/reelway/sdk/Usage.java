package io.reelway.sdk;

/**
 * What a server has done so far, over finished jobs.
 *
 * @param totalJobs jobs
 * @param totalInputBytes bytes that went in
 * @param totalOutputBytes bytes that came out
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
