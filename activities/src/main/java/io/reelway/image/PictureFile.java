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
 * @param colours what its values mean
 * @param inks how its values are to be read when they are amounts of ink; {@code null} for light
 * @param animation its frames, when it has more than one; {@code null} for a still picture
 * @param canvas the size that its header claims, before any decoder is asked: ffprobe decodes a
 *     picture to answer, and says 0 x 0 of one that it cannot decode; {@code null} where it claims
 *     none
 * @param layers what makes up the picture in a HEIF file; {@code null} in other files
 * @param premultiplied whether colours have been darkened by their transparency already
 * @param opaque whether a fourth value of its pixels is none for transparency, though it looks like
 *     one
 */
public record PictureFile(
    Colours colours,
    @Nullable CmykLayout inks,
    @Nullable Animation animation,
    @Nullable Canvas canvas,
    @Nullable HeifComposition layers,
    boolean premultiplied,
    boolean opaque) {
  /** Frames of one animation that are looked at; what has more is a film. */
  public static final int MOST_FRAMES = 100_000;

  private static final PictureFile PLAIN = still(new Colours.Srgb(), null, null);

  /**
   * Reads a file's headers. Unknown parts are ignored; the decoder finds out whether the file is
   * complete.
   *
   * @param container of kind image, else there is nothing to read
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
   * Whether a JPEG ends where its pixels would begin. Nothing was lost on the way then: test
   * pictures of metadata are made like that, and shown as an empty picture by browsers.
   */
  public static boolean isJpegWithoutPixels(Path file) throws IOException {
    try (Bytes bytes = Bytes.of(file)) {
      return JpegFile.isWithoutPixels(bytes);
    } catch (EOFException cutInItsHeader) {
      return false;
    }
  }

  public static PictureFile still(
      Colours colours, @Nullable CmykLayout inks, @Nullable Canvas canvas) {
    return new PictureFile(colours, inks, null, canvas, null, false, false);
  }

  public static PictureFile moving(
      Colours colours, @Nullable Animation animation, @Nullable Canvas canvas) {
    return new PictureFile(colours, null, animation, canvas, null, false, false);
  }

  public boolean animated() {
    return animation != null;
  }
}
