package io.reelway.image.repair;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** The content of an {@code ipma} box: the property numbers of each item. */
final class Associations {
  /** The property number that means "no property". */
  private static final int NONE = 0;

  private static final int WIDE = 1;

  private Associations() {}

  /**
   * A copy without associations to property 0, padded with zeros to the same length.
   *
   * @param content the content of the box, with version and flags
   * @return empty when there is no such association, or when the box is damaged
   */
  static Optional<byte[]> withoutEmpty(byte[] content) {
    ByteBuffer in = ByteBuffer.wrap(content);
    ByteBuffer out = ByteBuffer.allocate(content.length);
    int dropped = 0;
    try {
      int versionAndFlags = in.getInt();
      int entries = in.getInt();
      out.putInt(versionAndFlags).putInt(entries);
      for (int entry = 0; entry < entries; entry++) {
        copyId(in, out, versionAndFlags >>> 24 == 0);
        dropped += copyProperties(in, out, (versionAndFlags & WIDE) != 0);
      }
    } catch (BufferUnderflowException damaged) {
      return Optional.empty();
    }
    return dropped > 0 ? Optional.of(out.array()) : Optional.empty();
  }

  private static void copyId(ByteBuffer in, ByteBuffer out, boolean isShort) {
    if (isShort) {
      out.putShort(in.getShort());
    } else {
      out.putInt(in.getInt());
    }
  }

  /**
   * Copies the properties of one item and returns how many were dropped. The highest bit of each
   * number says whether a reader must support the property.
   */
  private static int copyProperties(ByteBuffer in, ByteBuffer out, boolean wide) {
    int count = in.get() & 0xff;
    int countAt = out.position();
    int kept = 0;
    out.put((byte) 0);
    for (int i = 0; i < count; i++) {
      int property = wide ? in.getShort() : in.get();
      if ((property & (wide ? 0x7fff : 0x7f)) == NONE) {
        continue;
      }
      kept++;
      if (wide) {
        out.putShort((short) property);
      } else {
        out.put((byte) property);
      }
    }
    out.put(countAt, (byte) kept);
    return count - kept;
  }
}
