package io.reelway.image.colour;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/** The colour space of an image. */
public sealed interface Colours {
  /** The default for images without colour information. */
  record Srgb() implements Colours {}

  /**
   * The maximum size of a profile in bytes. Profiles for printing have a few million bytes; larger
   * ones are not read.
   */
  int LARGEST_PROFILE = 4 << 20;

  /**
   * The colours of a profile if it fits the image, otherwise sRGB.
   *
   * @param gray whether the image is grayscale
   */
  static Colours profiled(byte[] icc, boolean gray) {
    Profile profile = new Profile(icc);
    return profile.fits(gray) ? profile : new Srgb();
  }

  /** Colours that an ICC profile describes. The profile is stored unchecked, as in the file. */
  final class Profile implements Colours {
    private final byte[] icc;

    public Profile(byte[] icc) {
      this.icc = icc.clone();
    }

    /**
     * Whether the profile fits the image: viewers ignore a gray profile in a colour image.
     *
     * @param gray whether the image is grayscale
     */
    public boolean fits(boolean gray) {
      return gray || icc.length < 20 || !"GRAY".equals(new String(icc, 16, 4, ISO_8859_1));
    }

    byte[] icc() {
      return icc.clone();
    }
  }

  /**
   * Colours that primaries and a transfer function describe.
   *
   * @param primaries the colours of pure red, green and blue
   * @param transfer the function from values to linear light
   */
  record Coded(Primaries primaries, Transfer transfer) implements Colours {}
}
