package io.reelway.image;

import io.reelway.source.Bytes;
import io.reelway.source.Tiff;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/** Reduces EXIF to the orientation of an image. */
public final class Orientation {
  private static final int UPRIGHT = 1;
  private static final int WITHOUT_NEXT = 22;
  private static final int WITH_NEXT = 26;
  private static final String PREFIX = "Exif\0\0";

  private Orientation() {}

  /**
   * Makes an EXIF block that contains only the orientation of the given block.
   *
   * @param exif the block from the file, with or without JPEG's prefix: some programs write the
   *     prefix in other formats too
   * @return empty when the image is upright. Empty also when the block cannot be read, because an
   *     orientation is optional
   */
  public static Optional<byte[]> alone(Bytes exif) throws IOException {
    try {
      int prefix = exif.says(PREFIX, 0) ? PREFIX.length() : 0;
      Bytes block = exif.part(prefix, exif.size() - prefix);
      Tiff tags = Tiff.at(block);
      long orientation = tags == null ? UPRIGHT : tags.value(Tiff.ORIENTATION, UPRIGHT);
      return orientation > UPRIGHT && orientation <= 8
          ? Optional.of(Arrays.copyOf(block((byte) orientation), length(block)))
          : Optional.empty();
    } catch (EOFException cutShort) {
      return Optional.empty();
    }
  }

  /**
   * The length of the new block. Some programs leave out the four bytes that say that no directory
   * follows. The new block then leaves them out too, so that it is not longer than the old one.
   */
  private static int length(Bytes exif) {
    return exif.size() < WITH_NEXT ? WITHOUT_NEXT : WITH_NEXT;
  }

  /** A big-endian block: one directory with one entry of type short. */
  private static byte[] block(byte orientation) {
    return new byte[] {
      'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0
    };
  }
}
