package io.reelway.image.colour;

import java.awt.color.CMMException;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.ColorConvertOp;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferUShort;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;

/** Converts colours that an ICC profile describes, with the JDK's colour engine (Little CMS). */
public final class ProfiledColours {
  private static final float FULL = 65_535;

  private final int channels;
  private final ColorConvertOp conversion;

  private ProfiledColours(int channels, ColorConvertOp conversion) {
    this.channels = channels;
    this.conversion = conversion;
  }

  /**
   * Reads an ICC profile.
   *
   * @throws UnusableProfileException when it is broken or its colour space is not gray, RGB or CMYK
   */
  public static ProfiledColours of(Colours.Profile profile) throws UnusableProfileException {
    try {
      ICC_Profile source = ICC_Profile.getInstance(IccTags.bounded(profile.icc()));
      ICC_Profile srgb = ICC_Profile.getInstance(ColorSpace.CS_sRGB);
      int channels =
          switch (source.getColorSpaceType()) {
            case ColorSpace.TYPE_GRAY -> 1;
            case ColorSpace.TYPE_RGB -> 3;
            case ColorSpace.TYPE_CMYK -> 4;
            default -> throw new UnusableProfileException("unsupported colour space");
          };
      return new ProfiledColours(
          channels, new ColorConvertOp(new ICC_Profile[] {source, srgb}, null));
    } catch (CMMException | IllegalArgumentException broken) {
      throw new UnusableProfileException("broken");
    }
  }

  /**
   * Converts triples of red, green and blue, 0 to 1, to sRGB, 0 to 1. A gray profile converts each
   * channel as a separate gray value.
   *
   * @throws UnusableProfileException when the profile is for CMYK, or broken
   */
  float[] rgbToSrgb(float[] triples) throws UnusableProfileException {
    if (channels == 4) {
      throw new UnusableProfileException("a CMYK profile in an RGB or gray picture");
    }
    int pixels = triples.length / channels;
    WritableRaster source =
        Raster.createInterleavedRaster(DataBuffer.TYPE_USHORT, pixels, 1, channels, null);
    short[] values = ((DataBufferUShort) source.getDataBuffer()).getData();
    for (int i = 0; i < values.length; i++) {
      values[i] = (short) Math.round(triples[i] * FULL);
    }
    WritableRaster target =
        Raster.createInterleavedRaster(DataBuffer.TYPE_USHORT, pixels, 1, 3, null);
    convert(source, target);
    short[] converted = ((DataBufferUShort) target.getDataBuffer()).getData();
    float[] result = new float[triples.length];
    for (int i = 0; i < result.length; i++) {
      int sample = channels == 1 ? 3 * i : i;
      result[i] = (converted[sample] & 0xffff) / FULL;
    }
    return result;
  }

  /**
   * Converts CMYK pixels, one byte per ink, 255 for full ink, to RGB pixels.
   *
   * @throws UnusableProfileException when the profile is not for CMYK, or broken
   */
  public byte[] cmykToSrgb(byte[] cmyk) throws UnusableProfileException {
    if (channels != 4) {
      throw new UnusableProfileException("an RGB or gray profile in a CMYK picture");
    }
    int pixels = cmyk.length / 4;
    WritableRaster source =
        Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, pixels, 1, 4, null);
    System.arraycopy(cmyk, 0, ((DataBufferByte) source.getDataBuffer()).getData(), 0, cmyk.length);
    WritableRaster target =
        Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, pixels, 1, 3, null);
    convert(source, target);
    return ((DataBufferByte) target.getDataBuffer()).getData();
  }

  private void convert(Raster source, WritableRaster target) throws UnusableProfileException {
    try {
      conversion.filter(source, target);
    } catch (CMMException | IllegalArgumentException broken) {
      throw new UnusableProfileException("broken");
    }
  }

  /** A profile that cannot be used; the message completes "the profile is …". */
  public static final class UnusableProfileException extends Exception {
    private static final long serialVersionUID = 1;

    UnusableProfileException(String message) {
      super(message);
    }
  }
}
