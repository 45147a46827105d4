package io.reelway.media;

import org.jspecify.annotations.Nullable;

/**
 * The colour coding of a picture track, in ffmpeg's names; {@code null} if the file does not say.
 *
 * @param range {@code tv} for 16-235, {@code pc} for 0-255
 * @param matrix from red, green, blue to luma and chroma, e.g. {@code bt709}
 * @param primaries what pure red, green and blue are, e.g. {@code bt2020}
 * @param transfer from light to numbers, e.g. {@code smpte2084}
 */
public record Colour(
    @Nullable String range,
    @Nullable String matrix,
    @Nullable String primaries,
    @Nullable String transfer) {
  public static final Colour UNSPECIFIED = new Colour(null, null, null, null);

  /** High dynamic range: PQ (HDR10) or HLG. */
  public boolean highDynamicRange() {
    return "smpte2084".equals(transfer) || "arib-std-b67".equals(transfer);
  }

  /** BT.2020 primaries, with or without high dynamic range. */
  public boolean wideGamut() {
    return "bt2020".equals(primaries) || (matrix != null && matrix.startsWith("bt2020"));
  }
}
