package io.reelway.encode;

import java.awt.Color;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** Writes TIFF files of 48 x 32 pixels, uncompressed, in forms that the JDK does not write. */
final class TiffBuilder {
  static final int WIDTH = 48;
  static final int HEIGHT = 32;
  static final int RGB = 2;
  static final int YCBCR = 6;

  private static final int SHORT = 3;
  private static final int LONG = 4;
  private static final int ENTRY = 12;
  private static final int STRIPS = 273;
  private static final int STRIP_LENGTHS = 279;

  private final int photometric;
  private final int samples;
  private final Map<Integer, long[]> tags = new TreeMap<>();
  private ByteOrder order = ByteOrder.LITTLE_ENDIAN;
  private int bytesPerSample = 1;
  private int rowsPerStrip = HEIGHT;

  /**
   * @param photometric the number of the TIFF photometric interpretation
   * @param samples the number of samples in a pixel
   */
  TiffBuilder(int photometric, int samples) {
    this.photometric = photometric;
    this.samples = samples;
  }

  TiffBuilder order(ByteOrder wanted) {
    order = wanted;
    return this;
  }

  TiffBuilder bits(int perSample) {
    bytesPerSample = perSample / 8;
    return this;
  }

  TiffBuilder strips(int rows) {
    rowsPerStrip = rows;
    return this;
  }

  TiffBuilder orientation(int number) {
    return tag(274, number);
  }

  /** The meaning of the last sample: 0 unspecified, 1 premultiplied alpha, 2 straight alpha. */
  TiffBuilder extraSample(int kind) {
    return tag(338, kind);
  }

  TiffBuilder tag(int number, long... values) {
    tags.put(number, values);
    return this;
  }

  /**
   * Writes the quarters red, green, blue and white, row by row; further samples have the given
   * values.
   */
  Path writeCorners(Path file, int... further) throws IOException {
    return write(
        file,
        (x, y, sample) -> {
          Color colour =
              y < HEIGHT / 2
                  ? x < WIDTH / 2 ? Color.RED : Color.GREEN
                  : x < WIDTH / 2 ? Color.BLUE : Color.WHITE;
          return sample < 3 ? colour.getRGB() >> (16 - 8 * sample) & 0xff : further[sample - 3];
        });
  }

  /** Writes a picture of one colour. */
  Path write(Path file, int... pixel) throws IOException {
    return write(file, (x, y, sample) -> pixel[sample]);
  }

  /** The value of a sample, 0 to 255. */
  private interface Picture {
    int at(int x, int y, int sample);
  }

  private Path write(Path file, Picture picture) throws IOException {
    int row = WIDTH * samples * bytesPerSample;
    int strips = Math.ceilDiv(HEIGHT, rowsPerStrip);
    long[] places = new long[strips];
    long[] lengths = new long[strips];
    for (int i = 0; i < strips; i++) {
      places[i] = 8 + (long) i * rowsPerStrip * row;
      lengths[i] = (long) Math.min(rowsPerStrip, HEIGHT - i * rowsPerStrip) * row;
    }
    long[] bits = new long[samples];
    Arrays.fill(bits, 8L * bytesPerSample);
    tags.putIfAbsent(259, new long[] {1});
    tag(256, WIDTH).tag(257, HEIGHT).tag(258, bits).tag(262, photometric);
    tag(STRIPS, places).tag(277, samples).tag(278, rowsPerStrip).tag(STRIP_LENGTHS, lengths);
    int directory = 8 + HEIGHT * row;
    ByteBuffer out = ByteBuffer.allocate(directory + 2 + ENTRY * tags.size() + 4 + 4096);
    out.order(order)
        .put(order == ByteOrder.LITTLE_ENDIAN ? new byte[] {'I', 'I'} : new byte[] {'M', 'M'});
    out.putShort((short) 42).putInt(directory);
    for (int i = 0; i < WIDTH * HEIGHT * samples; i++) {
      int pixel = i / samples;
      int value = picture.at(pixel % WIDTH, pixel / WIDTH, i % samples);
      if (bytesPerSample == 1) {
        out.put((byte) value);
      } else {
        out.putShort((short) (value * 257));
      }
    }
    directory(out, directory + 2 + ENTRY * tags.size() + 4);
    return Files.write(file, out.array());
  }

  /** Writes the tags in their order. Values of more than four bytes follow the directory. */
  private void directory(ByteBuffer out, int behind) {
    out.putShort((short) tags.size());
    int next = behind;
    for (Map.Entry<Integer, long[]> tag : tags.entrySet()) {
      int type = tag.getKey() == STRIPS || tag.getKey() == STRIP_LENGTHS ? LONG : SHORT;
      long[] values = tag.getValue();
      out.putShort(tag.getKey().shortValue()).putShort((short) type).putInt(values.length);
      int length = values.length * (type == LONG ? 4 : 2);
      int entry = out.position();
      int at = length > 4 ? next : entry;
      if (length > 4) {
        out.putInt(next);
        next += length;
      }
      for (int i = 0; i < values.length; i++) {
        if (type == LONG) {
          out.putInt(at + 4 * i, (int) values[i]);
        } else {
          out.putShort(at + 2 * i, (short) values[i]);
        }
      }
      out.position(entry + 4);
    }
    out.putInt(0);
  }
}
