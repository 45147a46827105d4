package io.reelway.api.options;

import io.reelway.api.problem.RequestException;
import io.reelway.spec.JobOptions;
import io.reelway.spec.Preset;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The content of {@code options} in a request.
 *
 * @param options what the job must make
 * @param externalId the client's own id; {@code null} if absent
 * @param metadata the client's pairs; {@code null} if absent
 * @param alone whether the request wants no further outputs, not even those of its preset
 */
public record AskedOptions(
    JobOptions options,
    @Nullable String externalId,
    @Nullable Map<String, String> metadata,
    boolean alone) {
  /** A request without options. */
  public static final AskedOptions NONE = new AskedOptions(JobOptions.NONE, null, null, false);

  private static final JsonMapper CANONICAL =
      JsonMapper.builder()
          .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .disable(MapperFeature.SORT_CREATOR_PROPERTIES_FIRST)
          .build();

  /**
   * What the job makes: these options over those of its preset.
   *
   * @throws RequestException when they do not go together
   */
  public JobOptions over(Preset preset) {
    JobOptions defaults = alone ? preset.defaults().alone() : preset.defaults();
    JobOptions all = options.over(defaults);
    if (all.equals(options)) {
      return all;
    }
    try {
      Combinations.check(all, new JsonMembers(CANONICAL.valueToTree(all), OptionsReader.ROOT));
    } catch (RequestException refused) {
      throw RequestException.at(
          String.valueOf(refused.pointer()),
          refused.getMessage()
              + " The preset "
              + preset.name()
              + " has options too; GET /api/media/presets shows them.");
    }
    return all;
  }

  /**
   * The same bytes for all ways to write the same options, in every build; empty if the job must
   * make nothing special. Only an empty list of outputs shows here as a member of its own, because
   * the options are the same with and without it.
   */
  public byte[] canonical() {
    if (!alone) {
      return options.equals(JobOptions.NONE) ? new byte[0] : CANONICAL.writeValueAsBytes(options);
    }
    ObjectNode all = CANONICAL.valueToTree(options);
    all.putArray("outputs");
    return CANONICAL.writeValueAsBytes(all);
  }
}
