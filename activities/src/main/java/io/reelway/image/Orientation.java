package io.reelway.image;

import io.reelway.source.Bytes;
import io.reelway.source.Tiff;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/** How a picture is to be turned, as EXIF says it, and nothing else of EXIF. */
public final class Orientation {
  private static final int UPRIGHT = 1;
  private static final int WITHOUT_NEXT = 22;
  private static final int WITH_NEXT = 26;

  private Orientation() {}

  /**
   * An EXIF block with nothing but the orientation of another.
   *
   * @param exif from the byte order on
   * @return nothing when the picture stands upright
   */
  public static Optional<byte[]> alone(Bytes exif) throws IOException {
    Tiff tags = Tiff.at(exif);
    long orientation = tags == null ? UPRIGHT : tags.value(Tiff.ORIENTATION, UPRIGHT);
    return orientation > UPRIGHT && orientation <= 8
        ? Optional.of(Arrays.copyOf(block((byte) orientation), length(exif)))
        : Optional.empty();
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
