package io.reelway.image.heif;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The parts of the main image of a HEIF file (HEIC, AVIF).
 *
 * @param colour ffmpeg's name of the stream with the colours, e.g. {@code 0:i:3}, {@code 0:1}, or
 *     {@code 0:g:0} for tiles
 * @param alpha ffmpeg's name of the stream with the transparency; {@code null} for none
 * @param turns ffmpeg filters that crop, rotate and mirror the image, in order
 * @param coding the coding of the values according to the container; {@code null} if it says
 *     nothing and the bitstream decides
 */
public record HeifComposition(
    String colour, @Nullable String alpha, List<String> turns, @Nullable PixelCoding coding) {
  public HeifComposition {
    turns = List.copyOf(turns);
  }

  /**
   * Whether ffmpeg rotates and mirrors the colours by itself. It always does so with an image that
   * it assembles from others.
   */
  public boolean turnedByFfmpeg() {
    return isPutTogether(colour);
  }

  /**
   * Whether the transparency must be rotated separately, because ffmpeg rotates only the colours.
   */
  public boolean alphaLiesStill() {
    return alpha != null && turnedByFfmpeg() && !isPutTogether(alpha);
  }

  private static boolean isPutTogether(String stream) {
    return stream.startsWith("0:g:");
  }

  /** Whether the rotations swap width and height. */
  public boolean lying() {
    return turns.stream().filter(turn -> turn.startsWith("transpose")).count() % 2 == 1;
  }
}
