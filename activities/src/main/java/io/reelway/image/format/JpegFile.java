package io.reelway.image.format;

import io.reelway.image.Canvas;
import io.reelway.image.Orientation;
import io.reelway.image.PictureFile;
import io.reelway.image.cmyk.CmykLayout;
import io.reelway.image.colour.Colours;
import io.reelway.image.colour.Primaries;
import io.reelway.image.colour.Transfer;
import io.reelway.source.Bytes;
import io.reelway.source.Tiff;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The segments of a JPEG up to its first scan. */
public final class JpegFile {
  public static final int EOI = 0xd9;
  private static final int SOI = 0xd8;
  private static final int SOS = 0xda;

  /** Adobe's number for three components that are not luma and chroma. */
  private static final int ADOBE_RGB = 0;

  public static final int APP1 = 0xe1;
  public static final int APP2 = 0xe2;
  public static final int APP14 = 0xee;
  private static final String ICC = "ICC_PROFILE\0";

  /** A letter of any value follows. */
  private static final String EXIF = "Exif\0";

  private static final int EXIF_PREFIX = EXIF.length() + 1;

  private final SortedMap<Integer, byte[]> profile = new TreeMap<>();
  private int profileLength;
  private @Nullable Canvas canvas;
  private int components;
  private int adobe = -1;
  private boolean adobeRgb;
  private @Nullable Orientation orientation;
  private @Nullable String pixelFormat;

  private JpegFile() {}

  public static PictureFile read(Bytes bytes) throws IOException {
    JpegFile file = new JpegFile();
    try {
      segments(bytes, 0, file::take);
    } catch (EOFException cutOff) {
      // The segments before the cut count.
    }
    return PictureFile.still(file.colours(), file.cmyk(), file.canvas)
        .with(
            file.orientation == null ? Orientation.UPRIGHT : file.orientation,
            file.adobe == ADOBE_RGB ? null : file.pixelFormat);
  }

  /** Called for each segment. */
  public interface Visitor {
    /**
     * Called for one segment.
     *
     * @param content the position of its content
     * @param length the length of its content in bytes
     */
    void segment(Bytes bytes, int marker, long content, int length) throws IOException;
  }

  /**
   * Visits the segments from a position to the next scan.
   *
   * @param from 0, or the position after a scan
   * @return the position of the segment that starts the scan
   */
  public static long segments(Bytes bytes, long from, Visitor visitor) throws IOException {
    long at = from;
    while (true) {
      at = bytes.find(0xff, at);
      int marker = bytes.u8(at + 1);
      if (marker == SOS) {
        return at;
      }
      if (marker == 0xff) {
        at++;
      } else if (marker == 0 || marker == 1 || (marker >= 0xd0 && marker <= SOI)) {
        at += 2;
      } else {
        int length = bytes.u16(at + 2);
        visitor.segment(bytes, marker, at + 4, Math.max(0, length - 2));
        at += 2 + Math.max(2, length);
      }
    }
  }

  /**
   * The position after the data of a scan: that of the next marker that is neither a restart nor a
   * stuffed byte.
   */
  public static long behindScan(Bytes bytes, long from) throws IOException {
    long at = bytes.find(0xff, from);
    while (at + 1 < bytes.size()) {
      int next = bytes.u8(at + 1);
      if (next != 0 && next != 0xff && (next < 0xd0 || next > 0xd7)) {
        return at;
      }
      at = bytes.find(0xff, at + 1);
    }
    return bytes.size();
  }

  private void take(Bytes bytes, int marker, long content, int length) throws IOException {
    if (marker == APP2 && length > ICC.length() + 2 && bytes.says(ICC, content)) {
      takeProfile(bytes, content + ICC.length(), length - ICC.length());
    } else if (marker == APP14 && length >= 12 && bytes.says("Adobe", content)) {
      adobe = bytes.u8(content + 11);
    } else if (isExif(bytes, marker, content, length)) {
      Bytes block = bytes.part(content + EXIF_PREFIX, length - EXIF_PREFIX);
      Tiff exif = Tiff.at(block);
      adobeRgb = exif != null && exif.saysAdobeRgb();
      if (orientation == null) {
        orientation = Orientation.of(block);
      }
    } else if (isFrame(marker) && length > 5) {
      // Of two headers, ffmpeg may take either.
      pixelFormat = canvas == null ? JpegFrame.pixelFormat(bytes, marker, content, length) : null;
      canvas = Canvas.claimed(bytes.u16(content + 3), bytes.u16(content + 1));
      components = bytes.u8(content + 5);
    }
  }

  /** Whether a segment contains EXIF. Only the first one before the first scan counts. */
  public static boolean isExif(Bytes bytes, int marker, long content, int length)
      throws IOException {
    return marker == APP1 && length > EXIF_PREFIX && bytes.says(EXIF, content);
  }

  /** Reads a part of the profile: its number, the number of parts, and the bytes. */
  private void takeProfile(Bytes bytes, long content, int length) throws IOException {
    int number = bytes.u8(content);
    profileLength += length - 2;
    if (profileLength <= Colours.LARGEST_PROFILE && !profile.containsKey(number)) {
      profile.put(number, bytes.copy(content + 2, length - 2));
    }
  }

  /** Whether the file ends where its pixels would begin. */
  public static boolean isWithoutPixels(Bytes bytes) throws IOException {
    long scan = segments(bytes, 0, (file, marker, content, length) -> {});
    return scan + 2 + bytes.u16(scan + 2) >= bytes.size();
  }

  /** Whether a marker starts a frame, in any of its forms. Three markers in that range do not. */
  public static boolean isFrame(int marker) {
    return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
  }

  private Colours colours() {
    if (!profile.isEmpty() && profileLength <= Colours.LARGEST_PROFILE) {
      ByteArrayOutputStream whole = new ByteArrayOutputStream();
      profile.values().forEach(whole::writeBytes);
      return Colours.profiled(whole.toByteArray(), components == 1);
    }
    return adobeRgb
        ? new Colours.Coded(Primaries.ADOBE_RGB, Transfer.power(563 / 256.0))
        : new Colours.Srgb();
  }

  private @Nullable CmykLayout cmyk() {
    if (components != 4) {
      return null;
    }
    return switch (adobe) {
      case -1 -> CmykLayout.PLAIN;
      case 2 -> CmykLayout.YCCK;
      default -> CmykLayout.INVERTED;
    };
  }
}
