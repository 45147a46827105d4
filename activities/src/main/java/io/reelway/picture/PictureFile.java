package io.reelway.picture;

import io.reelway.source.Container;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What an image file says about its picture.
 *
 * @param colours what its values mean
 * @param inks how its values are to be read when they are amounts of ink; {@code null} for light
 * @param animation its frames, when it has more than one; {@code null} for a still picture
 * @param canvas its size, where ffprobe is blind to it: an animated WebP, a HEIF file; else {@code
 *     null}
 * @param layers what makes up the picture in a HEIF file; {@code null} in other files
 */
public record PictureFile(
    Colours colours,
    @Nullable Inks inks,
    @Nullable Animation animation,
    @Nullable Canvas canvas,
    @Nullable Layers layers) {
  private static final PictureFile PLAIN = still(new Colours.Srgb(), null);

  /**
   * Reads a file's headers. What is not understood counts as not said: whether the file is whole is
   * for its decoder to find out.
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
        case HEIF -> HeifFile.read(bytes);
        default -> PLAIN;
      };
    } catch (EOFException cutOff) {
      return PLAIN;
    }
  }

  static PictureFile still(Colours colours, @Nullable Inks inks) {
    return new PictureFile(colours, inks, null, null, null);
  }

  static PictureFile moving(Colours colours, @Nullable Animation animation) {
    return new PictureFile(colours, null, animation, null, null);
  }

  public boolean animated() {
    return animation != null;
  }
}
