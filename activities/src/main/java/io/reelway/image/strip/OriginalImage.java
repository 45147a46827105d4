package io.reelway.image.strip;

import io.reelway.source.Bytes;
import io.reelway.source.Container;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Returns an image unchanged if no encoder makes it smaller: the picture bit for bit, without the
 * metadata of cameras and programs. Location, time, owner, serial numbers, comments, thumbnails and
 * appended data are removed. Viewers keep what they need: the colour profile unless it is sRGB, and
 * the orientation in a separate block.
 */
public final class OriginalImage {
  private OriginalImage() {}

  /**
   * Writes a copy without metadata.
   *
   * @return whether that could be done: {@code false}, and nothing to be used, for formats that
   *     browsers do not show (TIFF, HEIC, a JPEG of inks) and for files that are cut off
   */
  public static boolean strip(Path source, Container container, Path target) throws IOException {
    try (Bytes bytes = Bytes.of(source)) {
      return switch (container) {
        case JPEG -> write(target, out -> JpegOriginal.strip(bytes, out));
        case PNG, APNG -> write(target, out -> PngOriginal.strip(bytes, out));
        case GIF -> write(target, out -> GifOriginal.strip(bytes, out));
        case WEBP -> WebpOriginal.strip(bytes, target);
        case HEIF -> AvifOriginal.strip(source, target);
        default -> false;
      };
    } catch (EOFException cutOff) {
      return false;
    }
  }

  private interface Writer {
    boolean write(OutputStream out) throws IOException;
  }

  private static boolean write(Path target, Writer writer) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(target))) {
      return writer.write(out);
    }
  }
}
