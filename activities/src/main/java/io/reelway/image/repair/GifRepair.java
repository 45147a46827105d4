package io.reelway.image.repair;

import io.reelway.image.format.GifFile;
import io.reelway.source.Bytes;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;

/**
 * Makes a GIF start with an empty canvas. If the first frame does not cover the canvas and has no
 * transparent colour, ffmpeg paints the rest in the background colour; browsers leave it empty. The
 * copy begins with an additional frame of a single transparent pixel, for which ffmpeg clears the
 * canvas.
 */
final class GifRepair {
  private static final int TRANSPARENT = 1;
  private static final int GLOBAL_COLOURS = 0x80;

  private static final byte[] EMPTY_FRAME =
      HexFormat.of()
          .parseHex(
              "21f904"
                  + "05"
                  + "0000"
                  + "00"
                  + "00" // one transparent colour; the frame stays
                  + "2c"
                  + "00000000"
                  + "01000100"
                  + "00" // one pixel
                  + "02"
                  + "02"
                  + "4401"
                  + "00");

  private GifRepair() {}

  /** Reads the first frame and its graphic control block. */
  private static final class FirstFrame implements GifFile.Visitor {
    private final long width;
    private final long height;
    private boolean transparent;
    private boolean partial;
    private boolean seen;

    FirstFrame(Bytes bytes) throws IOException {
      width = bytes.little(6, 2);
      height = bytes.little(8, 2);
    }

    @Override
    public void image(Bytes bytes, long start) throws IOException {
      if (!seen) {
        seen = true;
        partial =
            bytes.little(start + 1, 2) > 0
                || bytes.little(start + 3, 2) > 0
                || bytes.little(start + 5, 2) < width
                || bytes.little(start + 7, 2) < height;
        // The rest of the file does not matter.
        throw new EOFException();
      }
    }

    @Override
    public void block(Bytes bytes, int label, long start, long end) throws IOException {
      if (label == GifFile.GRAPHIC_CONTROL) {
        transparent = (bytes.u8(start + 3) & TRANSPARENT) != 0;
      }
    }
  }

  /**
   * Writes the copy if it is needed.
   *
   * @return whether the copy was written
   */
  static boolean write(Bytes bytes, Path copy) throws IOException {
    int flags = bytes.u8(10);
    FirstFrame first = new FirstFrame(bytes);
    try {
      GifFile.blocks(bytes, first);
    } catch (EOFException enough) {
      // The first frame was seen, or there is none.
    }
    if (!first.partial || first.transparent || (flags & GLOBAL_COLOURS) == 0) {
      return false;
    }
    long start = GifFile.HEADER + (long) GifFile.colours(flags);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(copy))) {
      bytes.copyTo(0, start, out);
      out.write(EMPTY_FRAME);
      bytes.copyTo(start, bytes.size() - start, out);
    }
    return true;
  }
}
