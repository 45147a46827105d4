package io.reelway.image;

import io.reelway.image.colour.Colours;
import io.reelway.image.format.BmpFile;
import io.reelway.image.format.GifFile;
import io.reelway.image.format.JpegFile;
import io.reelway.image.format.PngFile;
import io.reelway.image.format.TiffFile;
import io.reelway.image.format.WebpFile;
import io.reelway.image.heif.HeifFile;
import io.reelway.source.Bytes;
import io.reelway.source.Container;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;

/** Reads the headers of image files, each with the reader of its format. */
public final class PictureHeaders {
  private static final PictureFile PLAIN = PictureFile.still(new Colours.Srgb(), null, null);

  private PictureHeaders() {}

  /**
   * Reads a file's headers. Unknown parts are ignored; the decoder finds out whether the file is
   * complete.
   *
   * @param container the container of the file; there is nothing to read if it is not an image
   */
  public static PictureFile read(Path file, Container container) throws IOException {
    try (Bytes bytes = Bytes.of(file)) {
      return switch (container) {
        case JPEG -> JpegFile.read(bytes);
        case PNG, APNG -> PngFile.read(bytes);
        case GIF -> GifFile.read(bytes);
        case WEBP -> WebpFile.read(bytes);
        case TIFF -> TiffFile.read(bytes);
        case BMP -> BmpFile.read(bytes);
        case HEIF -> HeifFile.read(bytes);
        default -> PLAIN;
      };
    } catch (EOFException cutOff) {
      return PLAIN;
    }
  }

  /**
   * Whether a JPEG ends where its pixels would begin. Such a file lost nothing in transfer: test
   * images for metadata are made like that, and browsers show them as an empty image.
   */
  public static boolean isJpegWithoutPixels(Path file) throws IOException {
    try (Bytes bytes = Bytes.of(file)) {
      return JpegFile.isWithoutPixels(bytes);
    } catch (EOFException cutInItsHeader) {
      return false;
    }
  }
}
