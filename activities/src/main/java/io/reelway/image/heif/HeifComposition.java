package io.reelway.image.heif;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The parts of the main image of a HEIF file (HEIC, AVIF).
 *
 * @param colour ffmpeg's name of the stream with the colours, e.g. {@code 0:i:3}, {@code 0:1}, or
 *     {@code 0:g:0} for tiles
 * @param alpha ffmpeg's name of the stream with the transparency; {@code null} for none
 * @param transforms ffmpeg filters that crop, rotate and mirror the image, in order
 * @param coding the coding of the values according to the container; {@code null} if it says
 *     nothing and the bitstream decides
 */
public record HeifComposition(
    String colour, @Nullable String alpha, List<String> transforms, @Nullable PixelCoding coding) {
  public HeifComposition {
    transforms = List.copyOf(transforms);
  }

  /**
   * Whether ffmpeg rotates and mirrors the colours by itself. It always does so with an image that
   * it assembles from others.
   */
  public boolean isTransformedByFfmpeg() {
    return isTileGroup(colour);
  }

  /**
   * Whether the transparency must be rotated separately, because ffmpeg rotates only the colours.
   */
  public boolean alphaNeedsTransforms() {
    return alpha != null && isTransformedByFfmpeg() && !isTileGroup(alpha);
  }

  private static boolean isTileGroup(String stream) {
    return stream.startsWith("0:g:");
  }

  /** Whether the rotations swap width and height. */
  public boolean swapsWidthAndHeight() {
    return transforms.stream().filter(transform -> transform.startsWith("transpose")).count() % 2
        == 1;
  }
}
