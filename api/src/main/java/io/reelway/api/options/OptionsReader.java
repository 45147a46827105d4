package io.reelway.api.options;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.reelway.job.JobLabels;
import io.reelway.spec.AudioChoice;
import io.reelway.spec.JobOptions;
import io.reelway.spec.OutputRequest;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads the options of a request, contract section 9. An unknown member, a wrong type, a value
 * outside of its range, and members that exclude each other are {@code INVALID_INPUT}, with the
 * pointer of the member.
 */
public final class OptionsReader {
  /** The pointer of the options, in a form as in a JSON body. */
  public static final String ROOT = "/options";

  private static final String TITLE = "The value of options";
  private static final String EXAMPLE = "{\"width\": 1280}";

  private static final List<String> MEMBERS =
      Stream.concat(OutputMembers.NAMES.stream(), Stream.of("outputs", "metadata", "externalId"))
          .toList();

  private static final OutputMembers MAIN =
      new OutputMembers(OutputFormat.words(any -> true), List.of("keep", "none", "only"));

  private OptionsReader() {}

  /** Reads the field of a form; an empty one counts as absent. */
  public static AskedOptions read(String field) {
    return field.isEmpty()
        ? AskedOptions.NONE
        : read(StrictJson.object(field.getBytes(UTF_8), ROOT, TITLE, EXAMPLE));
  }

  /** Reads the member of a JSON body. */
  public static AskedOptions read(JsonNode node) {
    JsonMembers members =
        new JsonMembers(StrictJson.object(node, ROOT, TITLE, EXAMPLE), ROOT).allow(TITLE, MEMBERS);
    List<OutputRequest> outputs = OutputsReader.read(members);
    JobOptions options = MAIN.read(members, outputs);
    Combinations.check(options, members);
    boolean alone = members.has("outputs") && outputs.isEmpty();
    return new AskedOptions(complete(options), externalId(members), metadata(members), alone);
  }

  /** A format for sound alone means sound alone. */
  private static JobOptions complete(JobOptions options) {
    return Combinations.isSound(options.format()) ? options.withAudio(AudioChoice.ONLY) : options;
  }

  private static @Nullable String externalId(JsonMembers members) {
    String id = members.text("externalId");
    checked(members, "externalId", id, Map.of());
    return id;
  }

  private static @Nullable Map<String, String> metadata(JsonMembers members) {
    Map<String, String> pairs = members.pairs("metadata");
    checked(members, "metadata", null, pairs == null ? Map.of() : pairs);
    return pairs;
  }

  private static void checked(
      JsonMembers members, String member, @Nullable String externalId, Map<String, String> pairs) {
    try {
      JobLabels.of(externalId, null, pairs);
    } catch (IllegalArgumentException refused) {
      throw members.refused(member, String.valueOf(refused.getMessage()));
    }
  }
}
