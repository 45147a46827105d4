package io.reelway.strategy;

import io.reelway.image.Animation;
import io.reelway.image.heif.HeifComposition;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What ffmpeg reads to make an image: the source itself or, where ffmpeg does not understand it, a
 * picture made of it.
 *
 * @param file the file
 * @param opening the options under which it may be opened
 * @param stream ffmpeg's name of the picture in it, e.g. {@code 0:0}, where no layers say it
 * @param layers what makes up the picture in a HEIF file; {@code null} in other files
 * @param toSrgb filters that lead to sRGB, for pictures of red, green and blue with 16 bits each;
 *     none when the colours are sRGB already
 * @param animation its frames; {@code null} for a still picture
 * @param premultiplied whether colours have been darkened by their transparency already
 * @param cleared whether an empty frame stands first, which is not to be shown
 */
public record ImageInput(
    Path file,
    List<String> opening,
    String stream,
    @Nullable HeifComposition layers,
    List<String> toSrgb,
    @Nullable Animation animation,
    boolean premultiplied,
    boolean cleared) {
  public ImageInput {
    opening = List.copyOf(opening);
    toSrgb = List.copyOf(toSrgb);
  }

  /** ffmpeg's name of the picture that has the colours. */
  String colour() {
    return layers == null ? stream : layers.colour();
  }
}
