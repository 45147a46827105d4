package io.reelway.strategy;

import io.reelway.image.Animation;
import io.reelway.image.Orientation;
import io.reelway.image.heif.HeifComposition;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The input of an image encode: the source itself or, if ffmpeg cannot read the source, an image
 * made from it.
 *
 * @param file the file that ffmpeg reads
 * @param opening the options that restrict how ffmpeg opens the file
 * @param stream ffmpeg's name of the stream with the image, e.g. {@code 0:0}; used only without
 *     {@code layers}
 * @param layers the parts of the main image of a HEIF file; {@code null} for other files
 * @param orientation how the image is rotated for display; {@code null} if ffmpeg finds and applies
 *     it
 * @param toSrgb filters that convert RGB frames with 16 bits per channel to sRGB; empty when the
 *     colours are already sRGB
 * @param animation the timing of its frames; {@code null} for a still image
 * @param premultiplied whether colours are already multiplied by alpha
 * @param cleared whether the first frame is an additional empty one, which must be dropped
 */
public record ImageInput(
    Path file,
    List<String> opening,
    String stream,
    @Nullable HeifComposition layers,
    @Nullable Orientation orientation,
    List<String> toSrgb,
    @Nullable Animation animation,
    boolean premultiplied,
    boolean cleared) {
  public ImageInput {
    opening = List.copyOf(opening);
    toSrgb = List.copyOf(toSrgb);
  }

  /** ffmpeg's name of the stream with the colours. */
  String colour() {
    return layers == null ? stream : layers.colour();
  }
}
