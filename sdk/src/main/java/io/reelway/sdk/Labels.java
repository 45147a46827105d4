package io.reelway.sdk;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Labels of a client for its job. The server returns and searches them, and never interprets them.
 *
 * @param externalId the client's own id, 1 to 128 characters
 * @param batchId the client's name for a group of jobs, 1 to 64 letters, digits and dashes
 * @param metadata at most 20 names with their values, 2 KiB of UTF-8 together
 */
public record Labels(
    Optional<String> externalId, Optional<String> batchId, Map<String, String> metadata) {
  /** No labels. */
  public static final Labels NONE = new Labels(Optional.empty(), Optional.empty(), Map.of());

  public Labels {
    metadata = Map.copyOf(metadata);
  }

  static Labels of(JsonObject job) {
    Map<String, String> metadata = new LinkedHashMap<>();
    job.object("metadata")
        .ifPresent(pairs ->
            pairs.members().keySet().forEach(name -> metadata.put(name, pairs.textOrEmpty(name))));
    return new Labels(job.text("externalId"), job.text("batchId"), metadata);
  }
}
