package io.reelway.strategy;

import io.reelway.image.heif.HeifComposition;
import io.reelway.image.heif.PixelCoding;
import io.reelway.media.Picture;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Filters that make ffmpeg read the values of a HEIF image as its container says. ffmpeg reads only
 * the bitstream, always treats gray as full range, and its scaler supports only the usual matrices.
 */
final class HeifPixels {
  /** Matrices that {@code zscale} converts and {@code scale} does not. */
  private static final Set<String> RARE_MATRICES =
      Set.of("ycgco", "bt2020c", "chroma-derived-nc", "chroma-derived-c", "ictcp");

  private HeifPixels() {}

  /**
   * The filters for the stream with the colours.
   *
   * @param layers the parts of the HEIF image; {@code null} for other formats, which need no
   *     filters
   */
  static List<String> filters(@Nullable HeifComposition layers, Picture picture) {
    if (layers == null) {
      return List.of();
    }
    Optional<PixelCoding> coding = Optional.ofNullable(layers.coding());
    boolean full = coding.map(PixelCoding::full).orElse("pc".equals(picture.colour().range()));
    String format = picture.pixelFormat();
    if (format.startsWith("gray")) {
      return full ? List.of() : List.of("zscale=rangein=limited:range=full");
    }
    String matrix = coding.map(PixelCoding::matrixName).orElse(picture.colour().matrix());
    List<String> filters = new ArrayList<>();
    if (coding.isPresent() && format.startsWith("yuv")) {
      filters.add("setparams=range=" + (full ? "full" : "limited"));
      if (matrix != null && !matrix.equals("gbr")) {
        filters.add("setparams=colorspace=" + matrix);
      }
    }
    if ("gbr".equals(matrix) && format.startsWith("yuv444p")) {
      filters.add("mergeplanes=0x000102:" + format.replace("yuv444p", "gbrp"));
    } else if (matrix != null && RARE_MATRICES.contains(matrix)) {
      // The scaler refuses rare matrices; zscale refuses odd sizes with subsampled chroma.
      filters.add("setparams=colorspace=bt709");
      filters.add("format=yuv444p16le");
      filters.add("setparams=colorspace=" + matrix);
      filters.add("zscale=matrix=gbr");
      filters.add("format=gbrp16le");
    }
    return filters;
  }
}
