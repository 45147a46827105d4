package io.reelway.source;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * How the pixels of a BMP are stored.
 *
 * @param length of the header in bytes, which tells its version
 * @param bits for each pixel
 * @param compression by its number; what it means depends on the version
 * @param masks for red, green and blue, where the compression is {@link #BIT_FIELDS}
 */
record BmpHeader(int length, int bits, int compression, List<Long> masks) {
  private static final int FIRST_VERSION = 12;
  private static final int OS2 = 64;

  private static final int PLAIN = 0;
  private static final int RLE_8 = 1;
  private static final int RLE_4 = 2;
  private static final int BIT_FIELDS = 3;

  private static final Set<Integer> PLAIN_BITS = Set.of(1, 4, 8, 16, 24, 32);

  /** Those of ffmpeg 8.1, which are a byte for each colour, and three forms of 16 bits. */
  private static final Set<List<Long>> KNOWN_MASKS =
      Set.of(
          List.of(0xff00_0000L, 0xff_0000L, 0xff00L),
          List.of(0xff_0000L, 0xff00L, 0xffL),
          List.of(0xff00L, 0xff_0000L, 0xff00_0000L),
          List.of(0xffL, 0xff00L, 0xff_0000L),
          List.of(0xf800L, 0x7e0L, 0x1fL),
          List.of(0x7c00L, 0x3e0L, 0x1fL),
          List.of(0xf00L, 0xf0L, 0xfL));

  BmpHeader {
    masks = List.copyOf(masks);
  }

  /**
   * Reads it.
   *
   * @throws EOFException when the file ends before
   */
  static BmpHeader read(Path file) throws IOException {
    try (Bytes bytes = Bytes.of(file)) {
      int length = (int) bytes.little(14, 4);
      if (length == FIRST_VERSION) {
        return new BmpHeader(length, (int) bytes.little(24, 2), PLAIN, List.of());
      }
      int compression = (int) bytes.little(30, 4);
      return new BmpHeader(
          length,
          (int) bytes.little(28, 2),
          compression,
          compression == BIT_FIELDS
              ? List.of(bytes.little(54, 4), bytes.little(58, 4), bytes.little(62, 4))
              : List.of());
    }
  }

  /** Whether ffmpeg knows that way; it calls a picture stored in another way damaged. */
  boolean isReadByFfmpeg() {
    return switch (compression) {
      case PLAIN -> PLAIN_BITS.contains(bits);
      case RLE_8 -> bits == 8;
      case RLE_4 -> bits == 4;
      case BIT_FIELDS -> length != OS2 && KNOWN_MASKS.contains(masks);
      default -> false;
    };
  }
}
