package io.reelway.image.repair;

import io.reelway.image.heif.ItemLocations.Extent;
import io.reelway.image.heif.ItemLocations.Location;
import io.reelway.source.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Joins the parts of HEIF items in a new {@code mdat} box after the end of the file, and makes the
 * {@code iloc} box that points there.
 */
final class PartJoiner {
  private static final int BOX_HEADER = 8;

  /** Version 1, offsets and lengths of four bytes, no base, no index. */
  private static final byte[] LAYOUT = {1, 0, 0, 0, 0x44, 0};

  private final Bytes bytes;
  private final long inlineStart;
  private final List<Extent> parts = new ArrayList<>();
  private final ByteArrayOutputStream entries = new ByteArrayOutputStream();
  private long joined;
  private int count;

  /**
   * @param inlineStart the position of the content of the {@code idat} box in the file
   */
  PartJoiner(Bytes bytes, long inlineStart) {
    this.bytes = bytes;
    this.inlineStart = inlineStart;
  }

  /**
   * Adds the next item.
   *
   * @throws EOFException when the parts together are longer than the file, or when the id, position
   *     or length does not fit into the short numbers of the new box
   */
  void add(Location location) throws IOException {
    long at = 0;
    long length = 0;
    int method = 0;
    if (location.extents().size() == 1) {
      Extent only = location.extents().getFirst();
      at = only.at();
      length = only.length();
      method = only.inline() ? 1 : 0;
    } else if (location.extents().size() > 1) {
      at = bytes.size() + BOX_HEADER + joined;
      parts.addAll(location.extents());
      length = location.extents().stream().mapToLong(Extent::length).sum();
      joined += length;
      if (length < 0 || joined < 0 || joined > bytes.size()) {
        throw new EOFException("The extents together are longer than the file");
      }
    }
    entry(location.item(), method, at, length);
  }

  private void entry(long item, int method, long at, long length) throws IOException {
    if (item > 0xffff || at > Integer.MAX_VALUE || length > Integer.MAX_VALUE) {
      throw new EOFException("Item " + item + " does not fit into 16-bit ids and 32-bit offsets");
    }
    DataOutputStream out = new DataOutputStream(entries);
    out.writeShort((int) item);
    out.writeShort(method);
    out.writeShort(0);
    out.writeShort(1);
    out.writeInt((int) at);
    out.writeInt((int) length);
    count++;
  }

  /** The content of the {@code iloc} box. */
  byte[] table() {
    return ByteBuffer.allocate(LAYOUT.length + 2 + entries.size())
        .put(LAYOUT)
        .putShort((short) count)
        .put(entries.toByteArray())
        .array();
  }

  /** Writes the box with the joined parts. */
  void write(OutputStream out) throws IOException {
    out.write(
        ByteBuffer.allocate(BOX_HEADER)
            .putInt(Math.toIntExact(BOX_HEADER + joined))
            .put("mdat".getBytes(StandardCharsets.US_ASCII))
            .array());
    for (Extent part : parts) {
      bytes.copyTo(part.at() + (part.inline() ? inlineStart : 0), part.length(), out);
    }
  }
}
