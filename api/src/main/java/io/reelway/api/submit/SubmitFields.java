package io.reelway.api.submit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.reelway.api.options.AskedOptions;
import io.reelway.api.options.OptionsReader;
import io.reelway.api.problem.RequestException;
import io.reelway.job.JobLabels;
import io.reelway.job.SourceRef;
import io.reelway.store.Sha256;
import java.net.URI;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The values of a submit besides the file, as a form and a JSON body send them.
 *
 * @param url where the source is; empty if absent
 * @param preset empty if absent
 * @param webhookUrl empty if absent
 * @param externalId empty if absent
 * @param batchId empty if absent
 * @param metadata {@code null} if absent
 */
record SubmitFields(
    String url,
    String preset,
    String webhookUrl,
    String externalId,
    String batchId,
    @Nullable Map<String, String> metadata,
    AskedOptions asked) {
  /**
   * The content of the request.
   *
   * @param webhook the checked form of the field
   * @param digest hashes the file, or the URL instead of it
   */
  Submission of(
      SourceRef source, @Nullable URI webhook, MessageDigest digest, List<String> warnings) {
    return new Submission(source, webhook, preset, asked, fingerprint(digest), labels(), warnings);
  }

  /** Without options it is the fingerprint of earlier builds. A URL contains no zero. */
  private String fingerprint(MessageDigest content) {
    MessageDigest all = Sha256.start();
    all.update(content.digest());
    all.update(webhookUrl.getBytes(UTF_8));
    byte[] options = asked.canonical();
    if (options.length > 0) {
      all.update((byte) 0);
      all.update(options);
    }
    return HexFormat.of().formatHex(all.digest());
  }

  private JobLabels labels() {
    String id = one("externalId", externalId.isEmpty() ? null : externalId, asked.externalId());
    Map<String, String> pairs = one("metadata", metadata, asked.metadata());
    return LabelsReader.labels(id, batchId, pairs == null ? Map.of() : pairs);
  }

  private static <T> @Nullable T one(String name, @Nullable T beside, @Nullable T inOptions) {
    if (beside != null && inOptions != null && !beside.equals(inOptions)) {
      throw RequestException.at(
          OptionsReader.ROOT + "/" + name,
          "The member " + name + " is in options and beside it, with another value; send it once.");
    }
    return beside == null ? inOptions : Objects.requireNonNull(beside);
  }
}
