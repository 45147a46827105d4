package io.reelway.image.colour;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A lookup table that converts the colours of an image to sRGB. It holds the sRGB values of a grid
 * with 33 values per channel; ffmpeg's {@code lut3d} interpolates between them. A curve before the
 * table spreads the values over the grid where an even grid is too coarse. Compared with the exact
 * conversion, the mean error is 0.08 (Adobe RGB, Display P3) to 0.16 (ProPhoto) in CIE L*a*b*; see
 * decision 0030.
 */
public final class ColourTable {
  private static final Logger LOG = LoggerFactory.getLogger(ColourTable.class);

  /** Values per channel. */
  static final int SIZE = 33;

  /**
   * A difference below this on every grid point counts as none: half a step of an 8-bit channel.
   */
  private static final float NEAR = 0.5f / 255;

  private static final String CURVE = "curve.cube";
  private static final String TABLE = "colours.cube";

  private final ShaperCurve spread;

  /** The grid points' sRGB values, 0 to 1; red changes fastest. */
  private final float[] values;

  private ColourTable(ShaperCurve spread, float[] values) {
    this.spread = spread;
    this.values = values;
  }

  /**
   * The table for these colours. Empty when they are already sRGB, as with most profiles in photos.
   * Empty also when the profile is broken: viewers then show the values unchanged, and so does
   * Reelway.
   */
  public static Optional<ColourTable> of(Colours colours) {
    try {
      return switch (colours) {
        case Colours.Srgb srgb -> Optional.empty();
        case Colours.Coded coded -> notable(triples -> CodedColours.toSrgb(coded, triples));
        case Colours.Profile profile -> notable(ProfiledColours.of(profile)::rgbToSrgb);
      };
    } catch (ProfiledColours.UnusableProfileException broken) {
      LOG.info("An ICC profile is not used, reason={}", broken.getMessage());
      return Optional.empty();
    }
  }

  /** Converts triples of red, green and blue, 0 to 1, to sRGB, 0 to 1. */
  private interface Conversion {
    float[] toSrgb(float[] triples) throws ProfiledColours.UnusableProfileException;
  }

  private static Optional<ColourTable> notable(Conversion conversion)
      throws ProfiledColours.UnusableProfileException {
    ShaperCurve spread = ShaperCurve.of(conversion.toSrgb(ShaperCurve.grays()));
    float[] unchanged = grid(spread);
    float[] values = conversion.toSrgb(unchanged);
    for (int i = 0; i < values.length; i++) {
      if (Math.abs(values[i] - unchanged[i]) > NEAR) {
        return Optional.of(new ColourTable(spread, values));
      }
    }
    return Optional.empty();
  }

  /**
   * Writes the table as files for ffmpeg.
   *
   * @param directory the directory in which ffmpeg will run
   * @return the filters that apply the table to RGB frames with 16 bits per channel
   */
  public List<String> write(Path directory) throws IOException {
    List<String> filters = new ArrayList<>();
    if (!spread.isEven()) {
      CubeLut.write(directory.resolve(CURVE), "LUT_1D_SIZE", ShaperCurve.SAMPLES, spread.curve());
      filters.add("lut1d=file=" + CURVE);
    }
    CubeLut.write(directory.resolve(TABLE), "LUT_3D_SIZE", SIZE, values);
    filters.add("lut3d=file=" + TABLE);
    return filters;
  }

  private static float[] grid(ShaperCurve spread) {
    float[] axis = new float[SIZE];
    for (int i = 0; i < SIZE; i++) {
      axis[i] = spread.valueAt(i / (SIZE - 1f));
    }
    float[] grid = new float[SIZE * SIZE * SIZE * 3];
    int i = 0;
    for (float blue : axis) {
      for (float green : axis) {
        for (float red : axis) {
          grid[i++] = red;
          grid[i++] = green;
          grid[i++] = blue;
        }
      }
    }
    return grid;
  }
}
