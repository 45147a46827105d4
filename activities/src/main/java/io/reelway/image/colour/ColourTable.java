package io.reelway.image.colour;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import com.google.common.hash.Hashing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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
   * Colours within these differences count as sRGB: at most two steps of an 8-bit channel, and a
   * tenth of a step on average. The profiles of sRGB differ from each other by as much near black
   * (1.3 steps, 0.03 on average); see decision 0104.
   */
  private static final float LARGEST_DIFFERENCE = 2f / 255;

  private static final float MEAN_DIFFERENCE = 0.1f / 255;

  /**
   * Tables by profile. Computing one takes as long as encoding a small photo, and all photos of a
   * phone have one profile. A table has a million bytes.
   */
  private static final Cache<Object, Optional<ColourTable>> TABLES =
      CacheBuilder.newBuilder().maximumSize(16).build();

  private static final String CURVE = "curve.cube";
  private static final String TABLE = "colours.cube";

  /** The curve as a file for ffmpeg; {@code null} if it is even. */
  private final byte @Nullable [] curve;

  /** The table as a file for ffmpeg. */
  private final byte[] table;

  /**
   * @param values the grid points' sRGB values, 0 to 1; red changes fastest
   */
  private ColourTable(ShaperCurve spread, float[] values) {
    this.curve =
        spread.isEven() ? null : CubeLut.format("LUT_1D_SIZE", ShaperCurve.SAMPLES, spread.curve());
    this.table = CubeLut.format("LUT_3D_SIZE", SIZE, values);
  }

  /**
   * The table for these colours. Empty when they are already sRGB, as with most profiles in photos.
   * Empty also when the profile is broken: viewers then show the values unchanged, and so does
   * Reelway.
   */
  public static Optional<ColourTable> of(Colours colours) {
    return switch (colours) {
      case Colours.Srgb srgb -> Optional.empty();
      case Colours.Coded coded ->
          cached(coded, () -> notable(triples -> CodedColours.toSrgb(coded, triples)));
      case Colours.Profile profile ->
          cached(
              Hashing.sha256().hashBytes(profile.icc()),
              () -> notable(ProfiledColours.of(profile)::rgbToSrgb));
    };
  }

  private static Optional<ColourTable> cached(Object key, Computation computation) {
    Optional<ColourTable> known = TABLES.getIfPresent(key);
    if (known == null) {
      known = computed(computation);
      TABLES.put(key, known);
    }
    return known;
  }

  private static Optional<ColourTable> computed(Computation computation) {
    try {
      return computation.table();
    } catch (ProfiledColours.UnusableProfileException broken) {
      LOG.info("An ICC profile is not used, reason={}", broken.getMessage());
      return Optional.empty();
    }
  }

  private interface Computation {
    Optional<ColourTable> table() throws ProfiledColours.UnusableProfileException;
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
    return areNear(values, unchanged)
        ? Optional.empty()
        : Optional.of(new ColourTable(spread, values));
  }

  private static boolean areNear(float[] values, float[] unchanged) {
    float largest = 0;
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      float difference = Math.abs(values[i] - unchanged[i]);
      largest = Math.max(largest, difference);
      sum += difference;
    }
    return largest <= LARGEST_DIFFERENCE && sum <= MEAN_DIFFERENCE * values.length;
  }

  /**
   * Writes the table as files for ffmpeg.
   *
   * @param directory the directory in which ffmpeg will run
   * @return the filters that apply the table to RGB frames with 16 bits per channel
   */
  public List<String> write(Path directory) throws IOException {
    List<String> filters = new ArrayList<>();
    if (curve != null) {
      Files.write(directory.resolve(CURVE), curve);
      filters.add("lut1d=file=" + CURVE);
    }
    Files.write(directory.resolve(TABLE), table);
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
