package io.reelway.job;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * How a job was asked for, as far as that matters later.
 *
 * @param uploadId names the folder that the source lies in: the job's own, or, when the client
 *     named its request with a key, one of the upload that came first
 * @param fingerprint what a repetition of the request must agree with; empty when it had no key
 * @param sourceUrl where the source has to be fetched; {@code null} when it came with the request
 * @param webhookUrl who is told of the job's end; {@code null}: nobody
 */
public record JobRequest(
    String uploadId, String fingerprint, @Nullable URI sourceUrl, @Nullable URI webhookUrl) {

  /** A request that brought its source and named neither key nor webhook. */
  public static JobRequest plain(String jobId) {
    return new JobRequest(jobId, "", null, null);
  }
}
