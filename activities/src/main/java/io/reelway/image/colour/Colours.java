package io.reelway.image.colour;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/** What the colour values of a picture mean. */
public sealed interface Colours {
  /** The default for images without colour information. */
  record Srgb() implements Colours {}

  /** Bytes of a profile; printers' ones have a few million, and what has more is not read. */
  int LARGEST_PROFILE = 4 << 20;

  /** What a profile says, if it can be meant for such a picture. */
  static Colours profiled(byte[] icc, boolean gray) {
    Profile profile = new Profile(icc);
    return profile.fits(gray) ? profile : new Srgb();
  }

  /** Described by an ICC profile, as it stands in the file: unchecked. */
  final class Profile implements Colours {
    private final byte[] icc;

    public Profile(byte[] icc) {
      this.icc = icc.clone();
    }

    /**
     * Whether the profile fits such a picture: viewers ignore a gray profile in a colour picture.
     */
    public boolean fits(boolean gray) {
      return gray || icc.length < 20 || !"GRAY".equals(new String(icc, 16, 4, ISO_8859_1));
    }

    byte[] icc() {
      return icc.clone();
    }
  }

  /**
   * Described by numbers.
   *
   * @param primaries the colours of pure red, green and blue
   * @param transfer from values to light
   */
  record Coded(Primaries primaries, Transfer transfer) implements Colours {}
}
