package io.reelway.image.strip;

import io.reelway.image.format.GifFile;
import io.reelway.source.Bytes;
import java.io.IOException;
import java.io.OutputStream;

/** A GIF without comments and without the extensions of programs. */
final class GifOriginal {
  private static final int TRAILER = 0x3b;

  private GifOriginal() {}

  static boolean strip(Bytes bytes, OutputStream out) throws IOException {
    bytes.copyTo(0, GifFile.HEADER + GifFile.colours(bytes.u8(10)), out);
    long end =
        GifFile.blocks(
            bytes,
            (file, label, start, next) -> {
              if (isPicture(file, label, start)) {
                file.copyTo(start, next - start, out);
              }
            });
    out.write(TRAILER);
    return bytes.u8(end) == TRAILER;
  }

  private static boolean isPicture(Bytes bytes, int label, long start) throws IOException {
    return label == GifFile.IMAGE
        || label == GifFile.GRAPHIC_CONTROL
        || (label == GifFile.APPLICATION && GifFile.isLooping(bytes, start));
  }
}
