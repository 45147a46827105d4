package io.reelway.strategy;

import java.util.List;

/** The colours of invisible pixels, which encoders receive as black. */
public final class InvisiblePixels {
  private InvisiblePixels() {}

  /**
   * Options of a decoder that makes them black: that of GIF makes them white.
   *
   * @param format ffmpeg's name of the format
   */
  public static List<String> black(String format) {
    return format.equals("gif") ? List.of("-trans_color", "0") : List.of();
  }
}
