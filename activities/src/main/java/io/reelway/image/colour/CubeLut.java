package io.reelway.image.colour;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes colour tables in the format that ffmpeg's {@code lut1d} and {@code lut3d} read. */
final class CubeLut {
  private CubeLut() {}

  /**
   * Writes a table.
   *
   * @param values triples of red, green and blue, 0 to 1
   */
  static void write(Path file, String sizeName, int size, float[] values) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write(sizeName + " " + size + "\n");
      for (int i = 0; i < values.length; i++) {
        out.write(decimal(values[i]));
        out.write(i % 3 == 2 ? '\n' : ' ');
      }
    }
  }

  /**
   * Formats a value with five decimals. {@code String.format} would take longer than the encode of
   * a small image.
   */
  private static String decimal(float value) {
    int scaled = Math.round(value * 100_000);
    String digits = Integer.toString(1_000_000 + scaled);
    return digits.charAt(1) + "." + digits.substring(2);
  }
}
