package io.reelway.store;

import java.util.HexFormat;
import java.util.regex.Pattern;

/** The locations of the parts of a job. */
public final class JobLocations {
  /** The root of the folders of all jobs and uploads. */
  public static final Location JOBS = new Location("jobs");

  private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  private static final Pattern FILE =
      Pattern.compile(
          "jobs/" + ID.pattern() + "/(source|parts/[^/]+|output/[0-9a-f]{64}(-[0-9a-f]{16})?)");

  /** Hex digits of the hash of a file name; the files of one job are few. */
  private static final int NAME_DIGITS = 16;

  private JobLocations() {}

  /** Whether a word has the form of the ids of jobs and uploads. */
  public static boolean isId(String word) {
    return ID.matcher(word).matches();
  }

  /** Whether the location is one of a source, a part or an output of a job. */
  public static boolean isFileOfJob(Location location) {
    return FILE.matcher(location.key()).matches();
  }

  /** The folder that holds all files of a job. */
  public static Location folder(String jobId) {
    return new Location("jobs/" + jobId);
  }

  /** The file the client sent. An upload has the id of the job that it becomes. */
  public static Location source(String uploadId) {
    return new Location("jobs/" + uploadId + "/source");
  }

  /** The folder that holds the encoded parts of divided videos, until the job ends. */
  public static Location parts(String jobId) {
    return new Location("jobs/" + jobId + "/parts");
  }

  /** An encoded part, or the description of one. */
  public static Location part(String jobId, String name) {
    return new Location("jobs/" + jobId + "/parts/" + name);
  }

  /** The folder that holds all outputs of a job. */
  public static Location outputs(String jobId) {
    return new Location("jobs/" + jobId + "/output");
  }

  /**
   * The finished main output of a job. Its content names it, so that an attempt that ends late
   * cannot change what a job already points to.
   */
  public static Location output(String jobId, String sha256) {
    return new Location("jobs/" + jobId + "/output/" + sha256);
  }

  /**
   * A further file of a job. Files with the same content but other names are separate objects,
   * because an object in a bucket carries the name under which it is saved.
   */
  public static Location output(String jobId, String sha256, String filename) {
    String name = HexFormat.of().formatHex(Sha256.of(filename)).substring(0, NAME_DIGITS);
    return new Location("jobs/" + jobId + "/output/" + sha256 + "-" + name);
  }
}
