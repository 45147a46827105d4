package io.reelway.image.colour;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** Formats colour tables in the format that ffmpeg's {@code lut1d} and {@code lut3d} read. */
final class CubeLut {
  private CubeLut() {}

  /**
   * Formats a table.
   *
   * @param values triples of red, green and blue, 0 to 1
   */
  static byte[] format(String sizeName, int size, float[] values) {
    StringBuilder text = new StringBuilder(sizeName + " " + size + "\n");
    for (int i = 0; i < values.length; i++) {
      text.append(decimal(values[i])).append(i % 3 == 2 ? '\n' : ' ');
    }
    return text.toString().getBytes(US_ASCII);
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
