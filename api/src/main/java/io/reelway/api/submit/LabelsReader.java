package io.reelway.api.submit;

import io.reelway.api.problem.RequestException;
import io.reelway.job.ErrorCode;
import io.reelway.job.JobLabels;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the fields {@code externalId}, {@code batchId} and {@code metadata} of a form. */
final class LabelsReader {
  private static final String FORM =
      "metadata must be a JSON object whose values are strings, e.g. {\"album\": \"summer\"}.";

  private final JsonMapper json = new JsonMapper();

  /**
   * Reads the labels; empty fields count as absent. Fails with {@code INVALID_INPUT} if one is
   * malformed or exceeds a limit.
   */
  JobLabels read(String externalId, String batchId, String metadata) {
    try {
      return new JobLabels(sent(externalId), sent(batchId), pairs(metadata));
    } catch (IllegalArgumentException refused) {
      throw invalid(String.valueOf(refused.getMessage()));
    }
  }

  private static @Nullable String sent(String field) {
    return field.isEmpty() ? null : field;
  }

  private Map<String, String> pairs(String metadata) {
    if (metadata.isEmpty()) {
      return Map.of();
    }
    Map<String, String> pairs = new TreeMap<>();
    object(metadata)
        .properties()
        .forEach(pair -> {
          if (!pair.getValue().isString()) {
            throw invalid(FORM);
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
    throw invalid(FORM);
  }

  private static RequestException invalid(String sentence) {
    return new RequestException(ErrorCode.INVALID_INPUT, sentence);
  }
}
