package io.reelway.movie;

import io.reelway.source.Bytes;
import java.io.IOException;
import java.util.Arrays;

/**
 * Overwrites the notes that cameras and encoders write between the frames of H.264 (supplemental
 * enhancement information). The new notes have the same size and contain only filler.
 *
 * @see <a href="https://www.itu.int/rec/T-REC-H.264">ITU-T H.264, annex D: filler payload</a>
 */
final class H264Notes {
  private static final int NOTE = 6;
  private static final byte FILLER = 3;
  private static final byte STOP = (byte) 0x80;

  /** The size of the shortest note in bytes: header, type, length and the stop bit. */
  private static final int SHORTEST = 4;

  private final Bytes file;
  private final CleanCopy copy;
  private final int lengthSize;

  /**
   * @param lengthSize size in bytes of the length before each unit, 1 to 4
   */
  H264Notes(Bytes file, CleanCopy copy, int lengthSize) {
    this.file = file;
    this.copy = copy;
    this.lengthSize = lengthSize;
  }

  /** Overwrites the notes in one sample. */
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

  /**
   * Makes a note of that many bytes that contains only filler. If a single filler cannot have that
   * size, an empty one precedes it.
   */
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
