package io.reelway.source;

import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * How the pixels of a BMP are stored.
 *
 * @param length length of the header in bytes, which tells its version
 * @param width in pixels, as declared; 0 or less means a damaged file
 * @param height in pixels, as declared; negative when the rows are stored from top to bottom
 * @param bits bits per pixel
 * @param compression number of the method; its meaning depends on the version
 * @param masks the bits of a pixel that hold red, green, blue and alpha, in this order; 0 for no
 *     alpha. Empty when the pixels have no masks
 * @param pixelsAt position of the first row in the file
 */
public record BmpHeader(
    int length,
    int width,
    int height,
    int bits,
    int compression,
    List<Integer> masks,
    long pixelsAt) {
  private static final int FIRST_VERSION = 12;
  private static final int OS2 = 64;

  /**
   * Headers of at least this length contain the masks. After a shorter one, three or four masks
   * follow.
   */
  private static final int WITH_ALPHA_MASK = 56;

  private static final int MASKS = 54;

  private static final int PLAIN = 0;
  private static final int RLE_8 = 1;
  private static final int RLE_4 = 2;
  private static final int BIT_FIELDS = 3;
  private static final int BIT_FIELDS_WITH_ALPHA = 6;

  private static final Set<Integer> PLAIN_BITS = Set.of(1, 4, 8, 16, 24, 32);
  private static final Set<Integer> MASKED_BITS = Set.of(16, 32);

  /** Five bits per colour: the default masks of pixels of 16 bits. */
  private static final List<Integer> HIGH_COLOUR = List.of(0x7c00, 0x3e0, 0x1f, 0);

  public BmpHeader {
    masks = List.copyOf(masks);
  }

  /**
   * Reads the header.
   *
   * @throws EOFException when the file ends before the end of the header
   */
  public static BmpHeader read(Bytes bytes) throws IOException {
    int length = (int) bytes.little(14, 4);
    long pixelsAt = bytes.little(10, 4);
    if (length == FIRST_VERSION) {
      return new BmpHeader(
          length,
          (int) bytes.little(18, 2),
          (int) bytes.little(20, 2),
          (int) bytes.little(24, 2),
          PLAIN,
          List.of(),
          pixelsAt);
    }
    int bits = (int) bytes.little(28, 2);
    int compression = (int) bytes.little(30, 4);
    return new BmpHeader(
        length,
        (int) bytes.little(18, 4),
        (int) bytes.little(22, 4),
        bits,
        compression,
        masks(bytes, length, bits, compression),
        pixelsAt);
  }

  private static List<Integer> masks(Bytes bytes, int length, int bits, int compression)
      throws IOException {
    if (compression == PLAIN && bits == 16) {
      return HIGH_COLOUR;
    }
    if (length == OS2 || (compression != BIT_FIELDS && compression != BIT_FIELDS_WITH_ALPHA)) {
      return List.of();
    }
    boolean alpha = length >= WITH_ALPHA_MASK || compression == BIT_FIELDS_WITH_ALPHA;
    return List.of(
        (int) bytes.little(MASKS, 4),
        (int) bytes.little(MASKS + 4, 4),
        (int) bytes.little(MASKS + 8, 4),
        alpha ? (int) bytes.little(MASKS + 12, 4) : 0);
  }

  /**
   * Whether the pixels have alpha. Only a mask declares it; without one the fourth byte is padding.
   */
  public boolean hasAlpha() {
    return !masks.isEmpty() && masks.getLast() != 0;
  }

  /** Whether ffmpeg knows the method or masks describe the pixels. */
  boolean isRead() {
    return switch (compression) {
      case PLAIN -> PLAIN_BITS.contains(bits);
      case RLE_8 -> bits == 8;
      case RLE_4 -> bits == 4;
      default -> MASKED_BITS.contains(bits) && areMasksSound();
    };
  }

  /** Whether every colour has bits and they are adjacent. */
  private boolean areMasksSound() {
    return masks.size() == 4
        && masks.stream().limit(3).allMatch(mask -> mask != 0)
        && masks.stream().allMatch(BmpHeader::isOneRun);
  }

  private static boolean isOneRun(int mask) {
    int run = mask >>> Math.min(31, Integer.numberOfTrailingZeros(mask));
    return (run & (run + 1)) == 0;
  }
}
