package io.reelway.api.options;

import io.reelway.spec.JobOptions;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The content of {@code options} in a request.
 *
 * @param options what the job must make
 * @param externalId the client's own id; {@code null} if absent
 * @param metadata the client's pairs; {@code null} if absent
 */
public record AskedOptions(
    JobOptions options, @Nullable String externalId, @Nullable Map<String, String> metadata) {
  /** A request without options. */
  public static final AskedOptions NONE = new AskedOptions(JobOptions.NONE, null, null);

  private static final JsonMapper CANONICAL =
      JsonMapper.builder()
          .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .disable(MapperFeature.SORT_CREATOR_PROPERTIES_FIRST)
          .build();

  /**
   * The same bytes for all ways to write the same options, in every build; empty if the job must
   * make nothing special.
   */
  public byte[] canonical() {
    return options.equals(JobOptions.NONE) ? new byte[0] : CANONICAL.writeValueAsBytes(options);
  }
}
