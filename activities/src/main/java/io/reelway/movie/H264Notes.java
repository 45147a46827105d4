package io.reelway.movie;

import io.reelway.source.Bytes;
import java.io.IOException;
import java.util.Arrays;

/**
 * The notes that cameras and encoders write between the frames of H.264 (supplemental enhancement
 * information), overwritten with notes of the same size that say nothing.
 *
 * @see <a href="https://www.itu.int/rec/T-REC-H.264">ITU-T H.264, annex D: filler payload</a>
 */
final class H264Notes {
  private static final int NOTE = 6;
  private static final byte FILLER = 3;
  private static final byte STOP = (byte) 0x80;

  /** Header, kind, length and the stop bit. */
  private static final int SHORTEST = 4;

  private final Bytes file;
  private final CleanCopy copy;
  private final int lengthSize;

  /**
   * @param lengthSize bytes of the number in front of each unit, 1 to 4
   */
  H264Notes(Bytes file, CleanCopy copy, int lengthSize) {
    this.file = file;
    this.copy = copy;
    this.lengthSize = lengthSize;
  }

  /** Goes through the units of one sample. */
  void erase(long at, long size) throws IOException {
    long end = at + size;
    long unit = at;
    while (unit + lengthSize < end) {
      long length = file.number(unit, lengthSize);
      unit += lengthSize;
      if (length > end - unit) {
        return;
      }
      if (length >= SHORTEST && (file.u8(unit) & 0x1f) == NOTE) {
        copy.put(unit, silent((int) Math.min(length, Integer.MAX_VALUE - 8)));
      }
      unit += length;
    }
  }

  /** A note of that many bytes; where no single filler has the size, a second, empty one helps. */
  static byte[] silent(int size) {
    byte[] note = new byte[size];
    Arrays.fill(note, (byte) 0xff);
    int at = 0;
    note[at++] = NOTE;
    int room = size - SHORTEST;
    int payload = room - room / 256;
    if (payload + payload / 255 != room) {
      note[at++] = FILLER;
      note[at++] = 0;
      room -= 2;
      payload = room - room / 256;
    }
    note[at++] = FILLER;
    at += payload / 255;
    note[at] = (byte) (payload % 255);
    note[size - 1] = STOP;
    return note;
  }
}
