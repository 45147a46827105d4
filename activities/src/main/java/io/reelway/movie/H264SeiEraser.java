package io.reelway.movie;

import io.reelway.source.Bytes;
import java.io.IOException;
import java.util.Arrays;

/**
 * Overwrites the SEI messages (supplemental enhancement information) that cameras and encoders
 * write between the frames of H.264. The new messages have the same size and contain only filler.
 *
 * @see <a href="https://www.itu.int/rec/T-REC-H.264">ITU-T H.264, annex D: filler payload</a>
 */
final class H264SeiEraser {
  private static final int SEI = 6;
  private static final byte FILLER = 3;
  private static final byte STOP = (byte) 0x80;

  /** The minimum size of an SEI unit in bytes: header, type, length and the stop bit. */
  private static final int SMALLEST = 4;

  private final Bytes file;
  private final CleanCopy copy;
  private final int lengthSize;

  /**
   * @param lengthSize size in bytes of the length before each unit, 1 to 4
   */
  H264SeiEraser(Bytes file, CleanCopy copy, int lengthSize) {
    this.file = file;
    this.copy = copy;
    this.lengthSize = lengthSize;
  }

  /** Overwrites the SEI messages in one sample. */
  void erase(long at, long size) throws IOException {
    long end = at + size;
    long unit = at;
    while (unit + lengthSize < end) {
      long length = file.number(unit, lengthSize);
      unit += lengthSize;
      if (length > end - unit) {
        return;
      }
      if (length >= SMALLEST && (file.u8(unit) & 0x1f) == SEI) {
        copy.put(unit, filler((int) Math.min(length, Integer.MAX_VALUE - 8)));
      }
      unit += length;
    }
  }

  /**
   * Creates an SEI unit of that many bytes with only filler. If a single filler message cannot have
   * that size, an empty one precedes it.
   */
  static byte[] filler(int size) {
    byte[] sei = new byte[size];
    Arrays.fill(sei, (byte) 0xff);
    int at = 0;
    sei[at++] = SEI;
    int payloadRoom = size - SMALLEST;
    int payload = payloadRoom - payloadRoom / 256;
    if (payload + payload / 255 != payloadRoom) {
      sei[at++] = FILLER;
      sei[at++] = 0;
      payloadRoom -= 2;
      payload = payloadRoom - payloadRoom / 256;
    }
    sei[at++] = FILLER;
    at += payload / 255;
    sei[at] = (byte) (payload % 255);
    sei[size - 1] = STOP;
    return sei;
  }
}
