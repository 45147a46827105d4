package io.reelway.api.options;

import io.reelway.spec.JobOptions;
import io.reelway.spec.OutputRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the further outputs that a request asks for. */
final class OutputsReader {
  private static final int MOST = 16;
  private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,32}");

  /** The rendition of the result. */
  private static final String MAIN = "main";

  private static final List<String> TYPES =
      List.of(
          "image",
          "audio",
          "video",
          OutputRequest.ANIMATION,
          OutputRequest.HLS,
          OutputRequest.STORYBOARD);

  /** The codecs that players of HLS know. */
  private static final List<String> STREAM_CODECS = List.of("h264", "hevc", "av1");

  private static final String EXAMPLE = "{\"name\": \"poster\", \"type\": \"image\"}";

  private static final String LISTED = String.join(", ", TYPES);

  private static final Map<String, Type> READERS =
      Map.of(
          "image",
          new Type(
              List.of("at", "width", "height", "fit", "format", "quality", "maxBytes", "effort"),
              new OutputMembers(List.of("webp", "avif", "jpeg", "png"), List.of())),
          "audio",
          new Type(
              List.of("format", "audioCodec", "start", "duration", "maxBytes"),
              new OutputMembers(
                  OutputFormat.words(format -> format.kind() == OutputFormat.Kind.AUDIO),
                  List.of())),
          "video",
          new Type(
              OutputMembers.NAMES,
              new OutputMembers(
                  OutputFormat.words(format -> format.kind() == OutputFormat.Kind.VIDEO),
                  List.of("keep", "none"))),
          OutputRequest.ANIMATION,
          new Type(
              List.of(
                  "format",
                  "width",
                  "height",
                  "fit",
                  "maxFrameRate",
                  "start",
                  "duration",
                  "quality",
                  "maxBytes",
                  "effort"),
              new OutputMembers(List.of("webp", "avif", "gif", "mp4", "webm"), List.of())),
          OutputRequest.HLS,
          new Type(
              List.of(
                  "segmentSec",
                  "renditions",
                  "videoCodec",
                  "audio",
                  "maxFrameRate",
                  "start",
                  "duration",
                  "quality",
                  "effort"),
              new OutputMembers(List.of(), List.of("keep", "none"))),
          OutputRequest.STORYBOARD,
          new Type(
              List.of("intervalSec", "width", "quality", "effort"),
              new OutputMembers(List.of(), List.of())));

  private OutputsReader() {}

  /** Reads the list; empty if the member is absent. */
  static List<OutputRequest> read(JsonMembers options) {
    if (!options.has("outputs")) {
      return List.of();
    }
    JsonNode list = options.get("outputs");
    if (!list.isArray()) {
      throw options.isOther(
          "outputs", "a list of objects with a name and a type, e.g. [" + EXAMPLE + "]");
    }
    if (list.size() > MOST) {
      throw options.refused(
          "outputs", "A job makes at most " + MOST + " further outputs; send several jobs.");
    }
    List<OutputRequest> read = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      JsonMembers members = options.item("outputs", i, EXAMPLE);
      OutputRequest output = output(members);
      if (read.stream().anyMatch(other -> other.name().equals(output.name()))) {
        throw members.refused("name", "Two outputs have this name; give each its own.");
      }
      read.add(output);
    }
    return read;
  }

  private static OutputRequest output(JsonMembers members) {
    String word = type(members);
    Type type = Objects.requireNonNull(READERS.get(word));
    members.allow(
        "An output of type " + word,
        Stream.concat(Stream.of("name", "type"), type.members().stream()).toList());
    String name = name(members);
    Double at = at(members);
    if (word.equals(OutputRequest.HLS)) {
      members.word("videoCodec", STREAM_CODECS);
    }
    JobOptions options = type.reader().read(members, List.of());
    Combinations.check(options, members);
    checkTarget(word, options, members);
    return new OutputRequest(
        name,
        word,
        options,
        at,
        PackageMembers.segmentSec(members),
        PackageMembers.sizes(members),
        PackageMembers.intervalSec(members));
  }

  /** The quality of a whole output is measured only if it is one video or one still image. */
  private static void checkTarget(String type, JobOptions options, JsonMembers members) {
    if (options.qualityTarget() == null) {
      return;
    }
    if (type.equals(OutputRequest.HLS) || type.equals(OutputRequest.STORYBOARD)) {
      throw members.refused(
          "quality",
          "An output of type " + type + " has no quality target; write a number from 1 to 100.");
    }
    boolean video =
        !options.format().isEmpty()
            && options.format().stream()
                .allMatch(word ->
                    OutputFormat.find(word).orElseThrow().kind() == OutputFormat.Kind.VIDEO);
    if (type.equals(OutputRequest.ANIMATION) && !video) {
      throw members.refused(
          "quality",
          "An animation has a quality target only as a video; write mp4 or webm as format, or a"
              + " number from 1 to 100 as quality.");
    }
  }

  private static String type(JsonMembers members) {
    if (!members.has("type")) {
      throw members.refused("type", "An output needs a type; write one of " + LISTED + ".");
    }
    return Objects.requireNonNull(members.word("type", TYPES));
  }

  private static String name(JsonMembers members) {
    String wanted = "1 to 32 lower-case letters, digits and dashes";
    if (!members.has("name")) {
      throw members.refused("name", "An output needs a name; write " + wanted + ".");
    }
    JsonNode name = members.get("name");
    if (!name.isString() || !NAME.matcher(name.asString()).matches()) {
      throw members.isOther("name", wanted);
    }
    if (name.asString().equals(MAIN)) {
      throw members.refused(
          "name", "The name main belongs to the main output; write another name.");
    }
    return name.asString();
  }

  /** {@code null}: the server chooses. */
  private static @Nullable Double at(JsonMembers members) {
    if (!members.has("at")) {
      return null;
    }
    JsonNode at = members.get("at");
    if (at.isString() && at.asString().equals("auto")) {
      return null;
    }
    return members.number(
        "at", 0, OutputMembers.LATEST, "\"auto\", or seconds from 0 to " + OutputMembers.LATEST);
  }

  /**
   * How an output of a type is read.
   *
   * @param members its members besides name and type
   */
  private record Type(List<String> members, OutputMembers reader) {}
}
