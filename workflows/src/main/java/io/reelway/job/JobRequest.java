package io.reelway.job;

import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a job was asked for, as far as that matters later.
 *
 * @param presetName the preset as the client sent it, which may be the name of none; empty when it
 *     sent none
 * @param fingerprint hash of the file or its URL and of the webhook, which a repetition of the
 *     request must agree with; empty when the request had no idempotency key
 * @param webhookUrl the server that is called when the job ends; {@code null} for none
 * @param labels what the client wrote on the job
 */
public record JobRequest(
    String presetName, String fingerprint, @Nullable URI webhookUrl, JobLabels labels) {
  /** A request of nothing but a source. */
  public static final JobRequest PLAIN = of(null);

  /** Records of earlier builds have no labels and no name of a preset. */
  public JobRequest {
    presetName = Objects.requireNonNullElse(presetName, "");
    labels = Objects.requireNonNullElse(labels, JobLabels.NONE);
  }

  /** A request without a key, a preset and labels. */
  public static JobRequest of(@Nullable URI webhookUrl) {
    return new JobRequest("", "", webhookUrl, JobLabels.NONE);
  }
}
