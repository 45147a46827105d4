package io.reelway.image.heif;

import io.reelway.source.Bytes;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The matrix and the range of the values of an image, from a {@code colr} box of type {@code nclx}.
 * They override those of the bitstream (ISO/IEC 23000-22, 7.3.6.4).
 *
 * @param matrix number of H.273, table 4
 * @param full whether values use the full range of their bits
 */
public record PixelCoding(int matrix, boolean full) {
  /** Reads a {@code colr} box; empty when it holds a profile. */
  static Optional<PixelCoding> read(Bytes colr) throws IOException {
    return colr.says("nclx", 0)
        ? Optional.of(new PixelCoding(colr.u16(8), (colr.u8(10) & 0x80) != 0))
        : Optional.empty();
  }

  /** ffmpeg's name of the matrix; {@code null} if the number is unspecified. */
  public @Nullable String matrixName() {
    return switch (matrix) {
      case 0 -> "gbr";
      case 1 -> "bt709";
      case 4 -> "fcc";
      case 5 -> "bt470bg";
      case 6 -> "smpte170m";
      case 7 -> "smpte240m";
      case 8 -> "ycgco";
      case 9 -> "bt2020nc";
      case 10 -> "bt2020c";
      case 12 -> "chroma-derived-nc";
      case 13 -> "chroma-derived-c";
      case 14 -> "ictcp";
      default -> null;
    };
  }
}
