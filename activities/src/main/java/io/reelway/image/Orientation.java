package io.reelway.image;

import io.reelway.source.Bytes;
import io.reelway.source.Tiff;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How a stored image is rotated and mirrored for display, as EXIF numbers it.
 *
 * @param number 1 (upright) to 8
 */
public record Orientation(int number) {
  public static final Orientation UPRIGHT = new Orientation(1);

  private static final int WITHOUT_NEXT = 22;
  private static final int WITH_NEXT = 26;

  /** JPEG's prefix, without its last letter, which has any value. */
  private static final String PREFIX = "Exif\0";

  public Orientation {
    if (number < 1 || number > 8) {
      throw new IllegalArgumentException("EXIF has no orientation " + number);
    }
  }

  /**
   * Reads the orientation from an EXIF block. It is optional: an image is upright when the block
   * cannot be read.
   *
   * @param exif the block from the file, with or without JPEG's prefix: some programs write the
   *     prefix in other formats too
   */
  public static Orientation of(Bytes exif) throws IOException {
    try {
      Tiff tags = Tiff.at(block(exif));
      long number = tags == null ? 1 : tags.value(Tiff.ORIENTATION, 1);
      return number >= 1 && number <= 8 ? new Orientation((int) number) : UPRIGHT;
    } catch (EOFException cutShort) {
      return UPRIGHT;
    }
  }

  /**
   * Makes an EXIF block that contains only the orientation of the given block.
   *
   * @param exif the block from the file, with or without JPEG's prefix
   * @return empty when the image is upright
   */
  public static Optional<byte[]> alone(Bytes exif) throws IOException {
    Orientation found = of(exif);
    return found.equals(UPRIGHT)
        ? Optional.empty()
        : Optional.of(Arrays.copyOf(block((byte) found.number), length(block(exif))));
  }

  /** Clockwise degrees by which the stored image is rotated for display: 0, 90, 180 or 270. */
  public int degrees() {
    return switch (number) {
      case 2, 3 -> 180;
      case 5, 6 -> 90;
      case 7, 8 -> 270;
      default -> 0;
    };
  }

  /** The ffmpeg filters that make the image upright. */
  public List<String> filters() {
    return switch (number) {
      case 2 -> List.of("hflip");
      case 3 -> List.of("hflip", "vflip");
      case 4 -> List.of("vflip");
      case 5 -> List.of("transpose=cclock_flip");
      case 6 -> List.of("transpose=clock");
      case 7 -> List.of("transpose=clock_flip");
      case 8 -> List.of("transpose=cclock");
      default -> List.of();
    };
  }

  /** The size of an image of that stored size as displayed. */
  public Canvas upright(Canvas stored) {
    return number >= 5
        ? new Canvas(/* width= */ stored.height(), /* height= */ stored.width())
        : stored;
  }

  private static Bytes block(Bytes exif) throws IOException {
    int prefix = exif.says(PREFIX, 0) ? PREFIX.length() + 1 : 0;
    return exif.part(prefix, exif.size() - prefix);
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
