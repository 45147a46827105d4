package io.reelway.api.submit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.reelway.api.options.JsonMembers;
import io.reelway.api.options.StrictJson;
import io.reelway.api.problem.RequestException;
import io.reelway.job.JobLabels;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the labels of a client. */
final class LabelsReader {
  private static final String EXAMPLE = "{\"album\": \"summer\"}";

  private LabelsReader() {}

  /** The labels of a request; fails with {@code INVALID_INPUT} if one exceeds a limit. */
  static JobLabels labels(
      @Nullable String externalId, String batchId, Map<String, String> metadata) {
    try {
      return JobLabels.of(externalId, batchId.isEmpty() ? null : batchId, metadata);
    } catch (IllegalArgumentException refused) {
      String sentence = String.valueOf(refused.getMessage());
      // Each sentence begins with the name of the part.
      throw invalid(sentence.substring(0, sentence.indexOf(' ')), sentence);
    }
  }

  /** Reads the field {@code metadata}; fails with {@code INVALID_INPUT} if it is malformed. */
  static Map<String, String> pairs(String metadata) {
    JsonNode pairs = StrictJson.object(metadata.getBytes(UTF_8), "/metadata", "metadata", EXAMPLE);
    return JsonMembers.pairs("metadata", pairs, "/metadata");
  }

  private static RequestException invalid(String part, String sentence) {
    return RequestException.at("/" + part, sentence);
  }
}
