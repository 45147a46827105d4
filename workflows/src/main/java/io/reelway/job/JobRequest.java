package io.reelway.job;

/**
 * How a job was asked for, as far as that matters later.
 *
 * @param uploadId names the folder that the source lies in: the job's own, or, when the client
 *     named its request with a key, one of the upload that came first
 * @param fingerprint what a repetition of the request must agree with; empty when it had no key
 */
public record JobRequest(String uploadId, String fingerprint) {

  /** A request that named no key. */
  public static JobRequest withoutKey(String jobId) {
    return new JobRequest(jobId, "");
  }
}
