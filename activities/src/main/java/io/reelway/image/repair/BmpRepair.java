package io.reelway.image.repair;

import io.reelway.source.BmpHeader;
import io.reelway.source.Bytes;
import io.reelway.source.ReadBudget;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Rewrites a BMP with bit masks as one with a byte per colour. ffmpeg 8.1 supports few forms of
 * masks. With 16 bits per pixel, it loses the transparency and pads colours with zeros, so that
 * white becomes a light gray.
 */
final class BmpRepair {
  private static final int FILE_HEADER = 14;
  private static final int HEADER = 108;
  private static final int BIT_FIELDS = 3;
  private static final int PIXEL = 4;

  private final BmpHeader header;
  private final List<Field> fields;

  private BmpRepair(BmpHeader header) {
    this.header = header;
    this.fields = header.masks().stream().map(Field::new).toList();
  }

  /** The bits of one colour. */
  private record Field(int mask, int shift, long most) {
    Field(int mask) {
      this(
          mask,
          Math.min(31, Integer.numberOfTrailingZeros(mask)),
          (1L << Integer.bitCount(mask)) - 1);
    }

    /** The value of this colour in a pixel, 0 to 255. A colour without bits has 255. */
    int of(int pixel) {
      long value = Integer.toUnsignedLong(pixel & mask) >>> shift;
      return most == 0 ? 255 : (int) ((value * 255 + most / 2) / most);
    }
  }

  /**
   * Writes the copy if it is needed and can be made.
   *
   * @return whether the copy was written
   */
  static boolean write(Bytes bytes, Path copy) throws IOException {
    BmpHeader header = BmpHeader.read(bytes);
    long rows = Math.abs((long) header.height());
    long row = (header.width() * (long) header.bits() + 31) / 32 * 4;
    if (header.masks().isEmpty()
        || header.width() < 1
        || header.pixelsAt() + rows * row > bytes.size()) {
      return false;
    }
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(copy))) {
      new BmpRepair(header).write(bytes, rows, row, out);
    }
    return true;
  }

  private void write(Bytes bytes, long rows, long row, OutputStream out) throws IOException {
    out.write(header(rows));
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    byte[] unpacked = new byte[PIXEL * header.width()];
    for (long i = 0; i < rows; i++) {
      ReadBudget.stopWhenInterrupted();
      packed.reset();
      bytes.copyTo(header.pixelsAt() + i * row, row, packed);
      unpack(ByteBuffer.wrap(packed.toByteArray()).order(ByteOrder.LITTLE_ENDIAN), unpacked);
      out.write(unpacked);
    }
  }

  private void unpack(ByteBuffer packed, byte[] unpacked) {
    for (int at = 0; at < unpacked.length; at += PIXEL) {
      int pixel = header.bits() == 16 ? packed.getShort() : packed.getInt();
      unpacked[at] = (byte) fields.get(2).of(pixel);
      unpacked[at + 1] = (byte) fields.get(1).of(pixel);
      unpacked[at + 2] = (byte) fields.get(0).of(pixel);
      unpacked[at + 3] = (byte) fields.get(3).of(pixel);
    }
  }

  private byte[] header(long rows) {
    int length = FILE_HEADER + HEADER;
    long size = rows * header.width() * PIXEL;
    return ByteBuffer.allocate(length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(new byte[] {'B', 'M'})
        .putInt((int) (length + size))
        .putInt(0)
        .putInt(length)
        .putInt(HEADER)
        .putInt(header.width())
        .putInt(header.height())
        .putShort((short) 1)
        .putShort((short) (8 * PIXEL))
        .putInt(BIT_FIELDS)
        .putInt((int) size)
        .position(54)
        .putInt(0xff0000)
        .putInt(0xff00)
        .putInt(0xff)
        .putInt(0xff00_0000)
        .array();
  }
}
