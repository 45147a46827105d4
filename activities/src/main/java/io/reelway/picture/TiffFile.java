package io.reelway.picture;

import java.io.IOException;

/** What the first picture of a TIFF says. */
final class TiffFile {
  private static final int INKS = 5;
  private static final int LARGEST_PROFILE = 4 << 20;

  private TiffFile() {}

  static PictureFile read(Bytes bytes) throws IOException {
    Tiff tags = Tiff.at(bytes);
    if (tags == null) {
      return PictureFile.still(new Colours.Srgb(), null);
    }
    byte[] profile = tags.bytes(Tiff.ICC_PROFILE, LARGEST_PROFILE);
    Colours colours = profile == null ? new Colours.Srgb() : new Colours.Profile(profile);
    boolean inks = tags.value(Tiff.PHOTOMETRIC, 2) == INKS;
    return PictureFile.still(colours, inks ? Inks.TIFF : null);
  }
}
