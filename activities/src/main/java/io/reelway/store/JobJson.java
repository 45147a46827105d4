package io.reelway.store;

import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The JSON format of job records, in the catalog and in Temporal's payloads. A reader ignores
 * members that a newer writer added, and accepts the absence of members that an older writer did
 * not know.
 */
public final class JobJson {
  public static final JsonMapper MAPPER =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  private JobJson() {}
}
