package io.reelway.image.cmyk;

import io.reelway.image.colour.Colours;
import io.reelway.image.colour.ProfiledColours;
import io.reelway.image.colour.ProfiledColours.UnusableProfileException;
import io.reelway.source.Bytes;
import io.reelway.source.ReadBudget;
import io.reelway.source.Tiff;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Converts a CMYK image to sRGB. ffmpeg does not support CMYK: it multiplies each ink with black
 * and ignores the profile. So ffmpeg gets a copy of the file that declares four other channels. It
 * returns them scaled but unconverted, and this class converts them to sRGB.
 */
public final class CmykImage {
  private static final Logger LOG = LoggerFactory.getLogger(CmykImage.class);
  private static final byte RGB = 2;

  private final CmykLayout layout;
  private final @Nullable ProfiledColours profile;

  private CmykImage(CmykLayout layout, @Nullable ProfiledColours profile) {
    this.layout = layout;
    this.profile = profile;
  }

  /**
   * Creates the conversion of one image.
   *
   * @param colours the colours of the image; without a usable profile, inks count as ideal, as in
   *     viewers
   */
  public static CmykImage of(CmykLayout layout, Colours colours) {
    try {
      return new CmykImage(
          layout,
          colours instanceof Colours.Profile described ? ProfiledColours.of(described) : null);
    } catch (UnusableProfileException broken) {
      LOG.info("An ICC profile is not used, reason={}", broken.getMessage());
      return new CmykImage(layout, null);
    }
  }

  /** Writes a copy that declares other channels, so that ffmpeg does not convert them. */
  public void hideColourSpace(Path source, Path copy) throws IOException {
    Bytes.copy(source, copy);
    if (layout == CmykLayout.TIFF) {
      declareRgb(copy);
    } else {
      CmykJpeg.hideColourSpace(copy);
    }
  }

  private static void declareRgb(Path copy) throws IOException {
    try (Bytes bytes = Bytes.of(copy)) {
      Tiff tags = Tiff.at(bytes);
      if (tags != null) {
        long low = tags.position(Tiff.PHOTOMETRIC) + (tags.littleEndian() ? 0 : 1);
        Bytes.change(copy, Map.of(low, RGB));
      }
    }
  }

  /**
   * Converts the channels that ffmpeg returns to a PPM image, row by row.
   *
   * @param pixels the pixels in the format of {@link CmykLayout#pixelFormat}
   * @throws EOFException when there are fewer pixels than {@code width} times {@code height}
   */
  public void convertToPpm(InputStream pixels, int width, int height, OutputStream ppm)
      throws IOException {
    ppm.write("P6\n%d %d\n255\n".formatted(width, height).getBytes(StandardCharsets.US_ASCII));
    for (int row = 0; row < height; row++) {
      ReadBudget.stopWhenInterrupted();
      byte[] line = pixels.readNBytes(4 * width);
      if (line.length < 4 * width) {
        throw new EOFException("The picture ends in row " + row);
      }
      ppm.write(rgb(layout.ordered(line)));
    }
  }

  private byte[] rgb(byte[] line) throws IOException {
    if (profile == null) {
      return convertIdealInks(line);
    }
    try {
      return profile.cmykToSrgb(line);
    } catch (UnusableProfileException broken) {
      return convertIdealInks(line);
    }
  }

  /** Converts a row with ideal inks: each ink absorbs its share of the light. */
  private static byte[] convertIdealInks(byte[] line) {
    byte[] rgb = new byte[line.length / 4 * 3];
    for (int pixel = 0; pixel < line.length / 4; pixel++) {
      int white = 255 - (line[4 * pixel + 3] & 0xff);
      for (int ink = 0; ink < 3; ink++) {
        int left = 255 - (line[4 * pixel + ink] & 0xff);
        rgb[3 * pixel + ink] = (byte) ((left * white + 127) / 255);
      }
    }
    return rgb;
  }
}
