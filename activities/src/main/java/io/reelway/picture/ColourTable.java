package io.reelway.picture;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From the colours of a picture to those of the web, sRGB: the answers for a grid of 33 values per
 * channel, between which ffmpeg's {@code lut3d} interpolates. Against the exact conversion the mean
 * error is 0.08 (Adobe RGB, Display P3) to 0.16 (ProPhoto) in CIE L*a*b*; see decision 0030.
 */
public final class ColourTable {
  private static final Logger LOG = LoggerFactory.getLogger(ColourTable.class);

  /** Values per channel. */
  static final int SIZE = 33;

  /** Less than this on every grid point is no difference: half a step of an 8-bit channel. */
  private static final float NEAR = 0.5f / 255;

  /** The grid points' sRGB values, 0 to 1; red changes fastest. */
  private final float[] values;

  private ColourTable(float[] values) {
    this.values = values;
  }

  /**
   * The table for these colours, or nothing when they are sRGB already (most profiles in photos
   * are), or when the profile is broken: then viewers show the values as they are, and so do we.
   */
  public static Optional<ColourTable> of(Colours colours) {
    try {
      return switch (colours) {
        case Colours.Srgb srgb -> Optional.empty();
        case Colours.Coded coded -> notable(CodedColours.toSrgb(coded, grid()));
        case Colours.Profile profile -> notable(ProfiledColours.of(profile).rgbToSrgb(grid()));
      };
    } catch (ProfiledColours.UnusableProfileException broken) {
      LOG.info("An ICC profile is not used, reason={}", broken.getMessage());
      return Optional.empty();
    }
  }

  /** Writes the table as a {@code .cube} file. */
  public void write(Path file) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write("LUT_3D_SIZE " + SIZE + "\n");
      for (int i = 0; i < values.length; i++) {
        out.write(decimal(values[i]));
        out.write(i % 3 == 2 ? '\n' : ' ');
      }
    }
  }

  /** Five decimals; {@code String.format} would take longer than the encode of a small image. */
  private static String decimal(float value) {
    int scaled = Math.round(value * 100_000);
    String digits = Integer.toString(1_000_000 + scaled);
    return digits.charAt(1) + "." + digits.substring(2);
  }

  private static Optional<ColourTable> notable(float[] values) {
    float[] unchanged = grid();
    for (int i = 0; i < values.length; i++) {
      if (Math.abs(values[i] - unchanged[i]) > NEAR) {
        return Optional.of(new ColourTable(values));
      }
    }
    return Optional.empty();
  }

  private static float[] grid() {
    float[] grid = new float[SIZE * SIZE * SIZE * 3];
    int i = 0;
    for (int blue = 0; blue < SIZE; blue++) {
      for (int green = 0; green < SIZE; green++) {
        for (int red = 0; red < SIZE; red++) {
          grid[i++] = red / (SIZE - 1f);
          grid[i++] = green / (SIZE - 1f);
          grid[i++] = blue / (SIZE - 1f);
        }
      }
    }
    return grid;
  }
}
