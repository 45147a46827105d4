package io.reelway.source;

import java.io.IOException;
import java.util.Set;

/**
 * The samples of a TIFF's pixels.
 *
 * @param photometric number of the colour model
 * @param bits bits per sample; of the first sample where they differ
 * @param count samples per pixel
 * @param format number of the sample format, such as integer or floating point
 * @param predictor number of the predictor that prepared the samples for compression
 */
record TiffSamples(int photometric, int bits, int count, int format, int predictor) {
  private static final int BITS_PER_SAMPLE = 258;
  private static final int SAMPLES_PER_PIXEL = 277;
  private static final int PREDICTOR = 317;
  private static final int SAMPLE_FORMAT = 339;

  private static final int PALETTE = 3;
  private static final int RGB = 2;
  private static final int INKS = 5;
  private static final int YCBCR = 6;
  private static final int FLOATING_POINT = 3;
  private static final int FLOATING_POINT_PREDICTOR = 3;

  private static final Set<Integer> GRAY_BITS = Set.of(1, 2, 4, 8, 12, 16);
  private static final Set<Integer> PALETTE_BITS = Set.of(1, 2, 4, 8);
  private static final Set<Integer> WHOLE_BYTES = Set.of(8, 16);

  static TiffSamples of(Tiff tags) throws IOException {
    return new TiffSamples(
        (int) tags.value(Tiff.PHOTOMETRIC, RGB),
        (int) tags.first(BITS_PER_SAMPLE, 1),
        (int) tags.value(SAMPLES_PER_PIXEL, 1),
        (int) tags.first(SAMPLE_FORMAT, 1),
        (int) tags.value(PREDICTOR, 1));
  }

  /** Whether ffmpeg reads these samples with their colours, as tried with ffmpeg 8.1. */
  boolean areReadByFfmpeg() {
    if (format == FLOATING_POINT) {
      return photometric == RGB
          && bits == 32
          && count == 3
          && predictor != FLOATING_POINT_PREDICTOR;
    }
    return switch (photometric) {
      case 0, 1 -> count == 1 ? GRAY_BITS.contains(bits) : count == 2 && WHOLE_BYTES.contains(bits);
      case RGB -> WHOLE_BYTES.contains(bits) && (count == 3 || count == 4);
      case PALETTE -> PALETTE_BITS.contains(bits) && count == 1;
      case INKS -> WHOLE_BYTES.contains(bits) && count == 4;
      case YCBCR -> bits == 8 && count == 3;
      default -> false;
    };
  }
}
