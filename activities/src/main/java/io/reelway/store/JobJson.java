package io.reelway.store;

import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * How records of a job are written, in the catalog as in Temporal's payloads. A reader ignores what
 * a newer writer added, and lets be missing what an older one did not know.
 */
public final class JobJson {
  public static final JsonMapper MAPPER =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  private JobJson() {}
}
