package io.reelway.api.options;

import io.reelway.spec.OutputRequest.StreamSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the members that only outputs of several files have. */
final class PackageMembers {
  private static final int SHORTEST_SEGMENT = 2;
  private static final int LONGEST_SEGMENT = 10;
  private static final int MOST_SIZES = 8;

  /** Seconds; pictures of a storyboard that are closer show the same. */
  private static final double SHORTEST_INTERVAL = 0.5;

  private static final int LONGEST_INTERVAL = 3600;

  private static final String SIZE = "{\"height\": 720}";

  private PackageMembers() {}

  /** The length of a segment in seconds; {@code null} if absent. */
  static @Nullable Double segmentSec(JsonMembers from) {
    return from.number(
        "segmentSec",
        SHORTEST_SEGMENT,
        LONGEST_SEGMENT,
        "seconds from " + SHORTEST_SEGMENT + " to " + LONGEST_SEGMENT);
  }

  /** The sizes of a stream; empty if absent. */
  static List<StreamSize> sizes(JsonMembers from) {
    if (!from.has("renditions")) {
      return List.of();
    }
    JsonNode list = from.get("renditions");
    if (!list.isArray() || list.isEmpty() || list.size() > MOST_SIZES) {
      throw from.isOther(
          "renditions",
          "a list of 1 to " + MOST_SIZES + " objects with a height, e.g. [" + SIZE + "]");
    }
    List<StreamSize> sizes = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      JsonMembers size = from.item("renditions", i, SIZE);
      size.allow("A size of a stream", List.of("height"));
      if (!size.has("height")) {
        throw size.refused("height", "A size of a stream needs a height; write its pixels.");
      }
      StreamSize asked =
          new StreamSize(
              Objects.requireNonNull(size.whole("height", 1, OutputMembers.LONGEST_SIDE)));
      if (sizes.contains(asked)) {
        throw size.refused("height", "Two sizes of the stream have this height; keep one.");
      }
      sizes.add(asked);
    }
    return sizes;
  }

  /** Seconds from one picture of a storyboard to the next; {@code null} if absent. */
  static @Nullable Double intervalSec(JsonMembers from) {
    return from.number(
        "intervalSec",
        SHORTEST_INTERVAL,
        LONGEST_INTERVAL,
        "seconds from " + SHORTEST_INTERVAL + " to " + LONGEST_INTERVAL);
  }
}
