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
 * Copies an image without the metadata of cameras and programs, for images that no encoder makes
 * smaller. The pixels stay the same bit for bit. Location, time, owner, serial numbers, comments,
 * thumbnails and appended data are removed. What viewers need stays: the colour profile unless it
 * is sRGB, and the orientation in a separate block.
 */
public final class OriginalImage {
  private OriginalImage() {}

  /**
   * Writes a copy without metadata.
   *
   * @return whether the copy was made. {@code false} for formats that browsers do not show (TIFF,
   *     HEIC, a CMYK JPEG) and for files that are cut off; the target must not be used then
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
