package io.reelway.image.format;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** ffmpeg's names of the pixel formats to which it decodes a PNG. */
final class PngPixelFormat {
  /** A palette, whose entries are opaque unless a chunk says otherwise. */
  static final String PALETTE = "pal8";

  /** By colour type and bits per sample. */
  private static final Map<Integer, Map<Integer, String>> FORMATS =
      Map.of(
          0, Map.of(1, "monob", 2, "gray", 4, "gray", 8, "gray", 16, "gray16be"),
          2, Map.of(8, "rgb24", 16, "rgb48be"),
          3, Map.of(1, PALETTE, 2, PALETTE, 4, PALETTE, 8, PALETTE),
          4, Map.of(8, "ya8", 16, "ya16be"),
          6, Map.of(8, "rgba", 16, "rgba64be"));

  /** The formats of images in which one colour is transparent. */
  private static final Map<String, String> TRANSPARENT =
      Map.of(
          "gray",
          "ya8",
          "gray16be",
          "ya16be",
          "rgb24",
          "rgba",
          "rgb48be",
          "rgba64be",
          PALETTE,
          PALETTE);

  /** The formats without transparency; a palette may have transparent entries. */
  private static final Set<String> OPAQUE = Set.of("monob", "gray", "gray16be", "rgb24", "rgb48be");

  private PngPixelFormat() {}

  /**
   * The format of an image without a transparent colour; {@code null} for values that PNG does not
   * define.
   *
   * @param bits per sample, as in the header
   * @param colourType as in the header
   */
  static @Nullable String of(int bits, int colourType) {
    return FORMATS.getOrDefault(colourType, Map.of()).get(bits);
  }

  /** The format with a transparent colour; {@code null} where ffprobe must tell. */
  static @Nullable String withTransparency(String format) {
    return TRANSPARENT.get(format);
  }

  /** The format in which an image is composed that shows the empty canvas in places. */
  static String withAlpha(String format) {
    return OPAQUE.contains(format) ? "rgba" : format;
  }
}
