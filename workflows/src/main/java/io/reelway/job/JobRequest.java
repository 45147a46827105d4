package io.reelway.job;

import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a job was asked for, as far as that matters later.
 *
 * @param uploadId names the folder that the source lies in, which is the job's own
 * @param fingerprint what a repetition of the request must agree with; empty when it had no key
 * @param sourceUrl where the source has to be fetched; {@code null} when it came with the request
 * @param webhookUrl the server that is called when the job ends; {@code null} for none
 * @param labels what the client wrote on the job
 */
public record JobRequest(
    String uploadId,
    String fingerprint,
    @Nullable URI sourceUrl,
    @Nullable URI webhookUrl,
    JobLabels labels) {
  /** Records of earlier builds have no labels. */
  public JobRequest {
    labels = Objects.requireNonNullElse(labels, JobLabels.NONE);
  }

  /** A request without labels. */
  public JobRequest(
      String uploadId, String fingerprint, @Nullable URI sourceUrl, @Nullable URI webhookUrl) {
    this(uploadId, fingerprint, sourceUrl, webhookUrl, JobLabels.NONE);
  }

  /** A request that brought its source and nothing else. */
  public static JobRequest plain(String jobId) {
    return new JobRequest(jobId, "", null, null);
  }
}
