package io.reelway.image;

import io.reelway.source.Bytes;
import io.reelway.source.Tiff;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/** The orientation of a picture in EXIF, and nothing else of EXIF. */
public final class Orientation {
  private static final int UPRIGHT = 1;
  private static final int WITHOUT_NEXT = 22;
  private static final int WITH_NEXT = 26;
  private static final String PREFIX = "Exif\0\0";

  private Orientation() {}

  /**
   * An EXIF block with nothing but the orientation of another.
   *
   * @param exif as it stands in the file; some programs write JPEG's prefix in other formats, too
   * @return nothing when the picture stands upright, or when the block cannot be read: it is advice
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
   * Some leave out the four bytes that say that no directory follows: so do we, to be no longer.
   */
  private static int length(Bytes exif) {
    return exif.size() < WITH_NEXT ? WITHOUT_NEXT : WITH_NEXT;
  }

  /** Big-endian; one directory with one entry, a short. */
  private static byte[] block(byte orientation) {
    return new byte[] {
      'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0
    };
  }
}
