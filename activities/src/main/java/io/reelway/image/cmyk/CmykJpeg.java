package io.reelway.image.cmyk;

import io.reelway.image.format.JpegFile;
import io.reelway.source.Bytes;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Changes a CMYK JPEG so that ffmpeg reads the four CMYK channels as luma, two chroma channels and
 * alpha, and returns them unconverted. Adobe's marker gets an unused value. The components are
 * renumbered, because ffmpeg would also recognise CMYK by their names.
 */
final class CmykJpeg {
  private static final int ADOBE_TRANSFORM = 11;
  private static final byte UNUSED = 1;

  /** The maximum number of changed bytes. A scan needs four, and an image has a few dozen scans. */
  private static final int MOST_CHANGES = 10_000;

  private final Map<Integer, Byte> names = new HashMap<>();

  /** The bytes to change, by their position. */
  private final Map<Long, Byte> changes = new TreeMap<>();

  private CmykJpeg() {}

  /**
   * Changes a file in place.
   *
   * @throws EOFException when the file is cut off, or has more scans than any real image
   */
  static void hideColourSpace(Path file) throws IOException {
    CmykJpeg jpeg = new CmykJpeg();
    try (Bytes bytes = Bytes.of(file)) {
      jpeg.walk(bytes);
    }
    Bytes.change(file, jpeg.changes);
  }

  private void walk(Bytes bytes) throws IOException {
    long at = 0;
    while (at + 4 <= bytes.size()) {
      long scan = JpegFile.segments(bytes, at, this::take);
      takeScan(bytes, scan + 4);
      at = JpegFile.behindScan(bytes, scan + 2 + bytes.u16(scan + 2));
      if (at + 1 < bytes.size() && bytes.u8(at + 1) == JpegFile.EOI) {
        return;
      }
    }
  }

  private void take(Bytes bytes, int marker, long content, int length) throws IOException {
    if (marker == JpegFile.APP14 && length > ADOBE_TRANSFORM && bytes.says("Adobe", content)) {
      change(content + ADOBE_TRANSFORM, UNUSED);
    } else if (JpegFile.isFrame(marker) && length > 5) {
      for (int i = 0; i < bytes.u8(content + 5); i++) {
        byte number = (byte) (i + 1);
        names.put(bytes.u8(content + 6 + 3L * i), number);
        change(content + 6 + 3L * i, number);
      }
    }
  }

  private void takeScan(Bytes bytes, long content) throws IOException {
    for (int i = 0; i < bytes.u8(content); i++) {
      Byte number = names.get(bytes.u8(content + 1 + 2L * i));
      if (number != null) {
        change(content + 1 + 2L * i, number);
      }
    }
  }

  private void change(long at, byte value) throws EOFException {
    if (changes.size() == MOST_CHANGES) {
      throw new EOFException("The JPEG has too many scans");
    }
    changes.put(at, value);
  }
}
