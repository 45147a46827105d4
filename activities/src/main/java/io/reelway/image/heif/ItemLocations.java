package io.reelway.image.heif;

import io.reelway.image.heif.Boxes.Box;
import io.reelway.source.Bytes;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.LongPredicate;

/** The locations of the items in a HEIF file, from its {@code iloc} box. */
public final class ItemLocations {
  private static final int IN_FILE = 0;
  private static final int INLINE = 1;

  /** The maximum number of parts of all items together. Real files have one or two per item. */
  private static final int MOST = 10_000;

  private ItemLocations() {}

  /**
   * A part of an item.
   *
   * @param at its position in the file or, when inline, in the {@code idat} box
   * @param inline whether the part lies in the {@code idat} box
   */
  public record Extent(long at, long length, boolean inline) {}

  /**
   * The location of one item.
   *
   * @param extents its parts in order
   */
  public record Location(long item, List<Extent> extents) {
    public Location {
      extents = List.copyOf(extents);
    }
  }

  /**
   * The parts of some items.
   *
   * @throws EOFException when one of them is stored in a way that is not supported
   */
  public static List<Extent> of(Box iloc, Set<Long> items) throws IOException {
    return read(iloc, items::contains).stream()
        .flatMap(location -> location.extents().stream())
        .toList();
  }

  /**
   * The locations of all items.
   *
   * @throws EOFException when one of them is stored in a way that is not supported
   */
  public static List<Location> all(Box iloc) throws IOException {
    return read(iloc, item -> true);
  }

  private static List<Location> read(Box iloc, LongPredicate wanted) throws IOException {
    Bytes content = iloc.content();
    int version = iloc.version();
    int sizes = content.u16(4);
    int offsetSize = sizes >> 12;
    int lengthSize = sizes >> 8 & 15;
    int baseSize = sizes >> 4 & 15;
    int indexSize = version == 0 ? 0 : sizes & 15;
    int idSize = version < 2 ? 2 : 4;
    long count = content.number(6, idSize);
    long at = 6L + idSize;
    List<Location> locations = new ArrayList<>();
    int known = 0;
    for (long i = 0; i < count; i++) {
      long item = content.number(at, idSize);
      at += idSize;
      int method = IN_FILE;
      if (version > 0) {
        method = content.u16(at) & 15;
        at += 2;
      }
      long base = content.number(at + 2, baseSize);
      int parts = content.u16(at + 2 + baseSize);
      at += 4 + baseSize;
      int partSize = indexSize + offsetSize + lengthSize;
      if (wanted.test(item)) {
        known += 1 + parts;
        if (method > INLINE || lengthSize == 0 || known > MOST) {
          throw new EOFException("Item " + item + " has no usable location");
        }
        List<Extent> extents = new ArrayList<>();
        for (int part = 0; part < parts; part++) {
          long place = at + (long) part * partSize + indexSize;
          extents.add(
              new Extent(
                  base + content.number(place, offsetSize),
                  content.number(place + offsetSize, lengthSize),
                  method == INLINE));
        }
        locations.add(new Location(item, extents));
      }
      at += (long) parts * partSize;
    }
    return locations;
  }
}
