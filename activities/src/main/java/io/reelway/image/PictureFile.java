package io.reelway.image;

import io.reelway.image.cmyk.CmykLayout;
import io.reelway.image.colour.Colours;
import io.reelway.image.heif.HeifComposition;
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
 * @param opaque whether all pixels are opaque, although the pixel format has alpha
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

  /** A copy that says whether all pixels are opaque, although its pixel format has alpha. */
  public PictureFile opaque(boolean known) {
    return new PictureFile(
        colours, cmyk, animation, canvas, layers, premultiplied, known, orientation, pixelFormat);
  }

  public boolean animated() {
    return animation != null;
  }
}
