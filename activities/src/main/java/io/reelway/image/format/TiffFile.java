package io.reelway.image.format;

import io.reelway.image.Canvas;
import io.reelway.image.PictureFile;
import io.reelway.image.cmyk.CmykLayout;
import io.reelway.image.colour.Colours;
import io.reelway.source.Bytes;
import io.reelway.source.Tiff;
import java.io.IOException;

/** The tags of the first image in a TIFF. */
public final class TiffFile {
  private static final int RGB = 2;
  private static final int PALETTE = 3;
  private static final int INKS = 5;
  private static final int NO_ALPHA = 0;
  private static final int ASSOCIATED_ALPHA = 1;

  private TiffFile() {}

  public static PictureFile read(Bytes bytes) throws IOException {
    Tiff tags = Tiff.at(bytes);
    if (tags == null) {
      return PictureFile.still(new Colours.Srgb(), null, null);
    }
    byte[] profile = tags.bytes(Tiff.ICC_PROFILE, Colours.LARGEST_PROFILE);
    long photometric = tags.value(Tiff.PHOTOMETRIC, RGB);
    boolean extra = tags.has(Tiff.EXTRA_SAMPLES);
    return new PictureFile(
        profile == null ? new Colours.Srgb() : Colours.profiled(profile, photometric < RGB),
        photometric == INKS ? CmykLayout.TIFF : null,
        null,
        Canvas.claimed(tags.value(Tiff.WIDTH, 0), tags.value(Tiff.HEIGHT, 0)),
        null,
        tags.value(Tiff.EXTRA_SAMPLES, NO_ALPHA) == ASSOCIATED_ALPHA,
        extra ? tags.value(Tiff.EXTRA_SAMPLES, NO_ALPHA) == NO_ALPHA : photometric == PALETTE);
  }
}
