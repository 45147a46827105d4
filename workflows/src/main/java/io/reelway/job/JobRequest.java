package io.reelway.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.reelway.spec.JobOptions;
import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a request that matter after acceptance.
 *
 * @param presetName name of the preset as sent, which may be unknown; empty if absent
 * @param fingerprint hash of the file (or its URL), the webhook and the options, which a repeated
 *     request must match; empty without an idempotency key
 * @param webhookUrl URL that is called when the job ends; {@code null}: none
 * @param labels the labels of the client
 * @param options what the job makes beyond the numbers of its preset: the options of the request
 *     over those of the preset; {@code null} for nothing
 */
public record JobRequest(
    String presetName,
    String fingerprint,
    @Nullable URI webhookUrl,
    JobLabels labels,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable JobOptions options) {
  /** A request with only a source. */
  public static final JobRequest PLAIN = of(null);

  /** Records of earlier builds have neither labels nor the name of a preset. */
  public JobRequest {
    presetName = Objects.requireNonNullElse(presetName, "");
    labels = Objects.requireNonNullElse(labels, JobLabels.NONE);
    options = JobOptions.NONE.equals(options) ? null : options;
  }

  /** A request without options. */
  public JobRequest(
      String presetName, String fingerprint, @Nullable URI webhookUrl, JobLabels labels) {
    this(presetName, fingerprint, webhookUrl, labels, null);
  }

  /** What the job makes beyond the numbers of its preset. */
  public JobOptions asked() {
    return Objects.requireNonNullElse(options, JobOptions.NONE);
  }

  /** A request without a key, a preset and labels. */
  public static JobRequest of(@Nullable URI webhookUrl) {
    return new JobRequest("", "", webhookUrl, JobLabels.NONE);
  }
}
