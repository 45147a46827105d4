package io.reelway.image.heif;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What makes up the main picture of a HEIF file (HEIC, AVIF).
 *
 * @param colour ffmpeg's name of the picture, e.g. {@code 0:i:3}, {@code 0:1}, or {@code 0:g:0} for
 *     tiles
 * @param alpha ffmpeg's name of the picture that holds its transparency; {@code null} for none
 * @param turns ffmpeg filters that show it as meant, in their order
 * @param coding the coding of the values according to the container; {@code null} if it says
 *     nothing and the bitstream decides
 */
public record HeifComposition(
    String colour, @Nullable String alpha, List<String> turns, @Nullable PixelCoding coding) {
  public HeifComposition {
    turns = List.copyOf(turns);
  }

  /**
   * Whether ffmpeg turns the colours by itself, as it does, unasked, with what it puts together.
   */
  public boolean turnedByFfmpeg() {
    return isPutTogether(colour);
  }

  /**
   * Whether the transparency is to be turned on its own, to fit colours that are turned already.
   */
  public boolean alphaLiesStill() {
    return alpha != null && turnedByFfmpeg() && !isPutTogether(alpha);
  }

  private static boolean isPutTogether(String stream) {
    return stream.startsWith("0:g:");
  }

  /** Whether the turns lay it on its side. */
  public boolean lying() {
    return turns.stream().filter(turn -> turn.startsWith("transpose")).count() % 2 == 1;
  }
}
