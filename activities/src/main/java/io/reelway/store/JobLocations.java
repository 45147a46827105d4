package io.reelway.store;

import java.util.regex.Pattern;

/** Where the parts of a job lie. */
public final class JobLocations {
  /**
   * One empty object per job that has no final state, so that a start finds them without reading
   * every job there ever was.
   */
  public static final Location OPEN = new Location("open");

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

  /** The file the client sent. An upload has the id of its job, unless the client named a key. */
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

  /** The job as it was accepted, as JSON; never changes. */
  public static Location accepted(String jobId) {
    return new Location("jobs/" + jobId + "/accepted.json");
  }

  /** How the job ended, as JSON; never changes. */
  public static Location record(String jobId) {
    return new Location("jobs/" + jobId + "/job.json");
  }

  /** How far telling the client of the end has come, as JSON. */
  public static Location webhook(String jobId) {
    return new Location("jobs/" + jobId + "/webhook.json");
  }

  /** One empty object for each process that works on the file of a job, or died while it did. */
  public static Location workers(String jobId) {
    return new Location("jobs/" + jobId + "/workers");
  }

  /** The mark of a job without a final state. */
  public static Location open(String jobId) {
    return new Location("open/" + jobId);
  }
}
