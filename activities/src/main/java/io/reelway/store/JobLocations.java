package io.reelway.store;

import java.util.regex.Pattern;

/** Where the parts of a job lie. */
public final class JobLocations {
  /** Every job and every upload has a folder in here. */
  public static final Location JOBS = new Location("jobs");

  private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  private static final Pattern FILE =
      Pattern.compile("jobs/" + ID.pattern() + "/(source|output/[0-9a-f]{64})");

  private JobLocations() {}

  /** Whether a word has the form of the ids of jobs and uploads. */
  public static boolean isId(String word) {
    return ID.matcher(word).matches();
  }

  /** Whether a source or an output of a job lies there. */
  public static boolean isFileOfJob(Location location) {
    return FILE.matcher(location.key()).matches();
  }

  /** Everything of a job. */
  public static Location folder(String jobId) {
    return new Location("jobs/" + jobId);
  }

  /** The file the client sent. An upload has the id of the job that it becomes. */
  public static Location source(String uploadId) {
    return new Location("jobs/" + uploadId + "/source");
  }

  /** Everything that was made of it. */
  public static Location outputs(String jobId) {
    return new Location("jobs/" + jobId + "/output");
  }

  /**
   * A finished output. Named by its content: an attempt that ends late cannot change what a job
   * already points to.
   */
  public static Location output(String jobId, String sha256) {
    return new Location("jobs/" + jobId + "/output/" + sha256);
  }
}
