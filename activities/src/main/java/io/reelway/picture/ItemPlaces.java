package io.reelway.picture;

import io.reelway.picture.Boxes.Box;
import io.reelway.source.Bytes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Where the items of a HEIF file lie: its {@code iloc} box. */
final class ItemPlaces {
  private static final int INLINE = 1;

  private ItemPlaces() {}

  /**
   * A part of an item.
   *
   * @param at in the file, or in the {@code idat} box
   * @param inline whether in the {@code idat} box
   */
  record Extent(long at, long length, boolean inline) {}

  static List<Extent> of(Box iloc, List<Long> items) throws IOException {
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
    List<Extent> extents = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      long item = content.number(at, idSize);
      at += idSize;
      boolean inline = false;
      if (version > 0) {
        inline = (content.u16(at) & 15) == INLINE;
        at += 2;
      }
      long base = content.number(at + 2, baseSize);
      int parts = content.u16(at + 2 + baseSize);
      at += 4 + baseSize;
      for (int part = 0; part < parts; part++) {
        long offset = content.number(at + indexSize, offsetSize);
        long length = content.number(at + indexSize + offsetSize, lengthSize);
        at += indexSize + offsetSize + lengthSize;
        if (items.contains(item)) {
          extents.add(new Extent(base + offset, length, inline));
        }
      }
    }
    return extents;
  }
}
