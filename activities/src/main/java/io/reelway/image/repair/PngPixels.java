package io.reelway.image.repair;

import io.reelway.image.format.PngFile;
import io.reelway.source.Bytes;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Checks whether the compressed data of a PNG contain all of its pixels. */
final class PngPixels {
  private static final int BLOCK = 1 << 16;

  /**
   * First column, first row, column step and row step of the seven passes of an interlaced image.
   */
  private static final int[][] PASSES = {
    {0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}
  };

  private final Bytes bytes;
  private final long expected;
  private final Inflater inflater = new Inflater();
  private final byte[] inflated = new byte[BLOCK];
  private long found;
  private boolean broken;

  PngPixels(Bytes bytes) throws IOException {
    this.bytes = bytes;
    this.expected = expected(bytes);
  }

  /**
   * The uncompressed size that the header announces, in bytes. Each row starts with the number of
   * its filter.
   */
  private static long expected(Bytes bytes) throws IOException {
    long header = PngFile.SIGNATURE + 8L;
    long width = bytes.u32(header);
    long height = bytes.u32(header + 4);
    int bits = bytes.u8(header + 8) * samples(bytes.u8(header + 9));
    if (bytes.u8(header + 12) == 0) {
      return height * (1 + (width * bits + 7) / 8);
    }
    long sum = 0;
    for (int[] pass : PASSES) {
      long columns = Math.ceilDiv(width - pass[0], pass[2]);
      long rows = Math.ceilDiv(height - pass[1], pass[3]);
      if (columns > 0 && rows > 0) {
        sum += rows * (1 + (columns * bits + 7) / 8);
      }
    }
    return sum;
  }

  private static int samples(int colourType) {
    return switch (colourType) {
      case 2 -> 3;
      case 4 -> 2;
      case 6 -> 4;
      default -> 1;
    };
  }

  /** Adds the next piece of the data. */
  void take(long at, long length) throws IOException {
    bytes.copyTo(
        at,
        length,
        new OutputStream() {
          @Override
          public void write(int single) {
            write(new byte[] {(byte) single}, 0, 1);
          }

          @Override
          public void write(byte[] piece, int from, int count) {
            if (!broken && found < expected) {
              inflater.setInput(piece, from, count);
              inflate();
            }
          }
        });
  }

  private void inflate() {
    try {
      int count = inflater.inflate(inflated);
      while (count > 0 && found < expected) {
        found += count;
        count = inflater.inflate(inflated);
      }
    } catch (DataFormatException damaged) {
      broken = true;
    }
  }

  /** Whether all pixels were found. No data can be added after this call. */
  boolean complete() {
    inflater.end();
    return found >= expected;
  }
}
