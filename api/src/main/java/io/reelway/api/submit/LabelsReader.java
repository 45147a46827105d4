package io.reelway.api.submit;

import io.reelway.api.problem.RequestException;
import io.reelway.job.JobLabels;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the labels of a client. */
final class LabelsReader {
  private static final String FORM =
      "metadata must be a JSON object whose values are strings, e.g. {\"album\": \"summer\"}.";

  private final JsonMapper json = new JsonMapper();

  /** The labels of a request; fails with {@code INVALID_INPUT} if one exceeds a limit. */
  static JobLabels labels(
      @Nullable String externalId, String batchId, Map<String, String> metadata) {
    try {
      return new JobLabels(externalId, batchId.isEmpty() ? null : batchId, metadata);
    } catch (IllegalArgumentException refused) {
      String sentence = String.valueOf(refused.getMessage());
      // Each sentence begins with the name of the part.
      throw invalid(sentence.substring(0, sentence.indexOf(' ')), sentence);
    }
  }

  /** Reads the field {@code metadata}; fails with {@code INVALID_INPUT} if it is malformed. */
  Map<String, String> pairs(String metadata) {
    Map<String, String> pairs = new TreeMap<>();
    object(metadata)
        .properties()
        .forEach(pair -> {
          if (!pair.getValue().isString()) {
            throw invalid("metadata", FORM);
          }
          pairs.put(pair.getKey(), pair.getValue().asString());
        });
    return pairs;
  }

  private JsonNode object(String text) {
    try {
      JsonNode node = json.readTree(text);
      if (node.isObject()) {
        return node;
      }
    } catch (JacksonException noJson) {
      // Handled below.
    }
    throw invalid("metadata", FORM);
  }

  private static RequestException invalid(String part, String sentence) {
    return RequestException.at("/" + part, sentence);
  }
}
