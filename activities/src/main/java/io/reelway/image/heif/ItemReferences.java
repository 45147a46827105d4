package io.reelway.image.heif;

import io.reelway.image.heif.Boxes.Box;
import io.reelway.source.Bytes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The references between the items of a HEIF file, from its {@code iref} boxes. Only the kinds that
 * matter for the main image are kept. They are indexed by the item that they start from, so that
 * each lookup is one step.
 */
final class ItemReferences {
  /**
   * The maximum number of targets of all references. Real files have a few thousand at most, one
   * for each tile.
   */
  private static final int MOST = 10_000;

  private final Map<Long, List<Long>> tiles = new HashMap<>();
  private final List<Auxiliary> auxiliaries = new ArrayList<>();
  private final Set<Long> premultiplied = new HashSet<>();
  private int targets;

  /**
   * An image that adds something, such as transparency, to others.
   *
   * @param item the image that adds it
   * @param to the items that it belongs to
   */
  record Auxiliary(long item, List<Long> to) {}

  /** Adds the references of one {@code iref} box. */
  void add(Box iref) throws IOException {
    int idLength = iref.version() == 0 ? 2 : 4;
    for (Box box : iref.insideFull().all()) {
      long from = box.content().number(0, idLength);
      switch (box.type()) {
        case "dimg" ->
            tiles.computeIfAbsent(from, item -> new ArrayList<>()).addAll(targets(box, idLength));
        case "auxl" -> {
          List<Long> to = targets(box, idLength);
          if (!to.isEmpty()) {
            auxiliaries.add(new Auxiliary(from, to));
          }
        }
        case "prem" -> premultiplied.add(from);
        default -> {}
      }
    }
  }

  private List<Long> targets(Box box, int idLength) throws IOException {
    Bytes content = box.content();
    int count = Math.min(MOST - targets, content.u16(idLength));
    targets += count;
    List<Long> to = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      content.budget().entry();
      to.add(content.number(idLength + 2 + (long) i * idLength, idLength));
    }
    return to;
  }

  /** The tiles of a grid, or the layers of an overlay, in order; empty for other items. */
  List<Long> tiles(long item) {
    return tiles.getOrDefault(item, List.of());
  }

  /** The auxiliary images in the order of the file. Each belongs to at least one item. */
  List<Auxiliary> auxiliaries() {
    return auxiliaries;
  }

  /** Whether the colours of an item were multiplied by alpha before they were encoded. */
  boolean isPremultiplied(long item) {
    return premultiplied.contains(item);
  }
}
