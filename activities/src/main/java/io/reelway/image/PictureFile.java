package io.reelway.image;

import io.reelway.image.cmyk.CmykLayout;
import io.reelway.image.colour.Colours;
import io.reelway.image.format.BmpFile;
import io.reelway.image.format.GifFile;
import io.reelway.image.format.JpegFile;
import io.reelway.image.format.PngFile;
import io.reelway.image.format.TiffFile;
import io.reelway.image.format.WebpFile;
import io.reelway.image.heif.HeifComposition;
import io.reelway.image.heif.HeifFile;
import io.reelway.source.Bytes;
import io.reelway.source.Container;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The facts in the headers of an image file.
 *
 * @param colours the colour space of its values
 * @param cmyk how it stores CMYK values; {@code null} for images in other colour models
 * @param animation the timing of its frames; {@code null} for a still image
 * @param canvas the size that its header claims; {@code null} if the header claims none. ffprobe is
 *     no substitute: it decodes an image to find its size, and reports 0 x 0 for an image that it
 *     cannot decode
 * @param layers the parts of the main image of a HEIF file; {@code null} for other files
 * @param premultiplied whether colours are already multiplied by alpha
 * @param opaque whether the fourth channel is not alpha, although it looks like it
 * @param orientation how the image is rotated for display; {@code null} for formats in which ffmpeg
 *     finds the orientation
 * @param pixelFormat ffmpeg's name of the pixel format; {@code null} if only ffprobe can tell
 */
public record PictureFile(
    Colours colours,
    @Nullable CmykLayout cmyk,
    @Nullable Animation animation,
    @Nullable Canvas canvas,
    @Nullable HeifComposition layers,
    boolean premultiplied,
    boolean opaque,
    @Nullable Orientation orientation,
    @Nullable String pixelFormat) {
  /** The maximum number of frames of one animation that are read. A file with more is a film. */
  public static final int MOST_FRAMES = 100_000;

  private static final PictureFile PLAIN = still(new Colours.Srgb(), null, null);

  /** A file whose orientation and pixel format ffmpeg has to find. */
  public PictureFile(
      Colours colours,
      @Nullable CmykLayout cmyk,
      @Nullable Animation animation,
      @Nullable Canvas canvas,
      @Nullable HeifComposition layers,
      boolean premultiplied,
      boolean opaque) {
    this(colours, cmyk, animation, canvas, layers, premultiplied, opaque, null, null);
  }

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

  public static PictureFile still(
      Colours colours, @Nullable CmykLayout cmyk, @Nullable Canvas canvas) {
    return new PictureFile(colours, cmyk, null, canvas, null, false, false);
  }

  public static PictureFile moving(
      Colours colours, @Nullable Animation animation, @Nullable Canvas canvas) {
    return new PictureFile(colours, null, animation, canvas, null, false, false);
  }

  /** A copy with the facts that spare a call of ffprobe. */
  public PictureFile with(Orientation found, @Nullable String format) {
    return new PictureFile(
        colours, cmyk, animation, canvas, layers, premultiplied, opaque, found, format);
  }

  public boolean animated() {
    return animation != null;
  }
}
