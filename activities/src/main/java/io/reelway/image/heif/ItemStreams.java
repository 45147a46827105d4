package io.reelway.image.heif;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** ffmpeg's names of the items of a HEIF file. */
final class ItemStreams {
  private static final Set<String> CODED = Set.of("hvc1", "av01", "avc1", "jpeg");

  /**
   * Types of images that ffmpeg assembles from others. It numbers them in the order of the file.
   */
  private static final Set<String> PUT_TOGETHER = Set.of("grid", "iovl");

  private final Map<Long, String> types;
  private final ItemReferences references;
  private final OptionalInt first;

  /**
   * Names the items of a file.
   *
   * @param types the types of all items by id, in the order of the file
   * @param first the number of the first item's stream; empty in a file without tracks. Without
   *     tracks, ffmpeg finds items by id. With tracks, an id may be that of a track
   */
  ItemStreams(Map<Long, String> types, ItemReferences references, OptionalInt first) {
    this.types = types;
    this.references = references;
    this.first = first;
  }

  /** The number of items that ffmpeg lists as streams. */
  int count() {
    return coded().size();
  }

  /**
   * ffmpeg's name of an item: its stream or, with {@code g:}, its index among the assembled images.
   * {@code null} for an item that ffmpeg cannot decode.
   */
  @Nullable String name(long item) {
    if (isCoded(item)) {
      return stream(item);
    }
    if (!PUT_TOGETHER.contains(types.getOrDefault(item, ""))) {
      return null;
    }
    Long tile = onlyTile(item);
    if (tile != null) {
      // A tile must be coded, not assembled: a grid may name itself as its only tile.
      return isCoded(tile) ? stream(tile) : null;
    }
    List<Long> groups =
        types.entrySet().stream()
            .filter(entry -> PUT_TOGETHER.contains(entry.getValue()))
            .map(Map.Entry::getKey)
            .toList();
    return "0:g:" + groups.indexOf(item);
  }

  /**
   * The tile of a grid with only one, which ffmpeg does not crop to the size of the grid. {@code
   * null} for other items.
   */
  @Nullable Long onlyTile(long item) {
    List<Long> tiles = references.tiles(item);
    return "grid".equals(types.get(item)) && tiles.size() == 1 ? tiles.getFirst() : null;
  }

  private String stream(long item) {
    return first.isEmpty() ? "0:i:" + item : "0:" + (first.getAsInt() + coded().indexOf(item));
  }

  private List<Long> coded() {
    return types.keySet().stream().filter(this::isCoded).toList();
  }

  private boolean isCoded(long item) {
    return CODED.contains(types.getOrDefault(item, ""));
  }
}
