package io.reelway.image.cmyk;

/**
 * How a file stores cyan, magenta, yellow and black, and where they end up when a decoder reads
 * them as four other channels.
 *
 * @see CmykImage
 */
public enum CmykLayout {
  /** JPEG: 255 is full ink. */
  PLAIN("vuya", false, false),
  /** JPEG: 0 is full ink, as Adobe's programs write it. */
  INVERTED("vuya", true, true),
  /** JPEG: inverted, with the first three inks stored as luma and two chroma channels. */
  YCCK("rgba", false, true),
  /** TIFF: 255 is full ink. */
  TIFF("rgba", false, false);

  private final String pixelFormat;
  private final boolean invertedColours;
  private final boolean invertedBlack;

  CmykLayout(String pixelFormat, boolean invertedColours, boolean invertedBlack) {
    this.pixelFormat = pixelFormat;
    this.invertedColours = invertedColours;
    this.invertedBlack = invertedBlack;
  }

  /** The pixel format in which ffmpeg must return the four channels. */
  public String pixelFormat() {
    return pixelFormat;
  }

  /** Converts pixels of {@link #pixelFormat} to cyan, magenta, yellow, black; 255 is full ink. */
  byte[] ordered(byte[] pixels) {
    boolean reversed = pixelFormat.equals("vuya");
    byte[] cmyk = new byte[pixels.length];
    for (int at = 0; at < pixels.length; at += 4) {
      for (int colour = 0; colour < 3; colour++) {
        int value = pixels[at + (reversed ? 2 - colour : colour)];
        cmyk[at + colour] = (byte) (invertedColours ? ~value : value);
      }
      cmyk[at + 3] = (byte) (invertedBlack ? ~pixels[at + 3] : pixels[at + 3]);
    }
    return cmyk;
  }
}
