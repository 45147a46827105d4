package io.reelway.image.cmyk;

/**
 * How a file stores amounts of cyan, magenta, yellow and black, and where they are found when a
 * decoder takes them for four other channels.
 *
 * @see CmykImage
 */
public enum CmykLayout {
  /** Of a JPEG; 255 for full ink. */
  PLAIN("vuya", false, false),
  /** Of a JPEG; 0 for full ink, as Adobe's programs write them. */
  INVERTED("vuya", true, true),
  /** Of a JPEG; as inverted, the first three as a brightness and two differences of colour. */
  YCCK("rgba", false, true),
  /** Of a TIFF; 255 for full ink. */
  TIFF("rgba", false, false);

  private final String pixelFormat;
  private final boolean invertedColours;
  private final boolean invertedBlack;

  CmykLayout(String pixelFormat, boolean invertedColours, boolean invertedBlack) {
    this.pixelFormat = pixelFormat;
    this.invertedColours = invertedColours;
    this.invertedBlack = invertedBlack;
  }

  /** The pixel format that ffmpeg is to hand the four channels out in. */
  public String pixelFormat() {
    return pixelFormat;
  }

  /** Pixels in that format as cyan, magenta, yellow, black; 255 for full ink. */
  byte[] ordered(byte[] pixels) {
    boolean reversed = pixelFormat.equals("vuya");
    byte[] inks = new byte[pixels.length];
    for (int at = 0; at < pixels.length; at += 4) {
      for (int colour = 0; colour < 3; colour++) {
        int value = pixels[at + (reversed ? 2 - colour : colour)];
        inks[at + colour] = (byte) (invertedColours ? ~value : value);
      }
      inks[at + 3] = (byte) (invertedBlack ? ~pixels[at + 3] : pixels[at + 3]);
    }
    return inks;
  }
}
