package io.reelway.source;

import java.io.EOFException;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The tags of a TIFF file, or of an EXIF block, which has the same structure. */
public final class Tiff {
  public static final int WIDTH = 256;
  public static final int HEIGHT = 257;
  public static final int PHOTOMETRIC = 262;
  public static final int ORIENTATION = 274;
  public static final int EXTRA_SAMPLES = 338;
  public static final int ICC_PROFILE = 34675;

  private static final int NEW_SUBFILE_TYPE = 254;
  private static final int COMPRESSION = 259;
  private static final int TILE_WIDTH = 322;
  private static final int DNG_VERSION = 50706;
  private static final int EXIF_DIRECTORY = 0x8769;
  private static final int INTEROPERABILITY_DIRECTORY = 0xa005;
  private static final int INTEROPERABILITY_INDEX = 1;

  /** None, three kinds of fax, LZW, Deflate under both its numbers, PackBits. */
  private static final Set<Long> READ_COMPRESSIONS = Set.of(1L, 2L, 3L, 4L, 5L, 8L, 32946L, 32773L);

  /** Directories hold a few dozen tags. One that declares more than this is hostile. */
  private static final int MOST_TAGS = 1000;

  private final Bytes bytes;
  private final boolean little;
  private final Map<Integer, Tag> tags;

  private Tiff(Bytes bytes, boolean little, Map<Integer, Tag> tags) {
    this.bytes = bytes;
    this.little = little;
    this.tags = tags;
  }

  /** Reads the first directory; {@code null} when there is none. */
  public static @Nullable Tiff at(Bytes bytes) throws IOException {
    boolean little = bytes.says("II", 0);
    if (!little && !bytes.says("MM", 0)) {
      return null;
    }
    try {
      return directory(bytes, little, number(bytes, little, 4, 4));
    } catch (EOFException cutOff) {
      return null;
    }
  }

  private static Tiff directory(Bytes bytes, boolean little, long at) throws IOException {
    Map<Integer, Tag> tags = new TreeMap<>();
    int count = (int) Math.min(MOST_TAGS, number(bytes, little, at, 2));
    for (int i = 0; i < count; i++) {
      long entry = at + 2 + 12L * i;
      tags.putIfAbsent(
          (int) number(bytes, little, entry, 2),
          new Tag(
              (int) number(bytes, little, entry + 2, 2),
              number(bytes, little, entry + 4, 4),
              entry + 8));
    }
    return new Tiff(bytes, little, tags);
  }

  /** Returns the number of a tag, or the fallback when the tag is missing. */
  public long value(int tag, long fallback) throws IOException {
    Tag found = tags.get(tag);
    if (found == null) {
      return fallback;
    }
    return number(bytes, little, found.at(), found.type() == 3 ? 2 : 4);
  }

  /** The position of a tag's number in the file, or -1. */
  public long position(int tag) {
    Tag found = tags.get(tag);
    return found == null ? -1 : found.at();
  }

  /** Whether numbers are little-endian. */
  public boolean littleEndian() {
    return little;
  }

  /** Whether the tag is there. */
  public boolean has(int tag) {
    return tags.containsKey(tag);
  }

  /** Returns the first number of a tag that may have several, or the fallback. */
  long first(int tag, long fallback) throws IOException {
    Tag found = tags.get(tag);
    boolean elsewhere = found != null && found.count() * (found.type() == 3 ? 2 : 4) > 4;
    return found != null && elsewhere
        ? number(bytes, little, number(bytes, little, found.at(), 4), found.type() == 3 ? 2 : 4)
        : value(tag, fallback);
  }

  /**
   * Returns the bytes of a tag that has more than four and at most that many, else {@code null}.
   */
  public byte @Nullable [] bytes(int tag, int most) throws IOException {
    Tag found = tags.get(tag);
    if (found == null || found.count() <= 4 || found.count() > most) {
      return null;
    }
    return bytes.copy(number(bytes, little, found.at(), 4), (int) found.count());
  }

  /**
   * Whether the file is a raw photo, whose first picture is only a thumbnail. Raw files of most
   * camera makers are TIFF files of that kind.
   */
  boolean isRawPhoto() throws IOException {
    return (value(NEW_SUBFILE_TYPE, 0) & 1) == 1 || tags.containsKey(DNG_VERSION);
  }

  /**
   * Whether ffmpeg decodes the pixels correctly: they are stored in strips, with a compression and
   * with samples that it knows. It silently makes a black picture of tiles, of JPEG within TIFF and
   * of 32-bit integers. It reports most other kinds as damaged.
   */
  boolean isReadByFfmpeg() throws IOException {
    return !tags.containsKey(TILE_WIDTH)
        && READ_COMPRESSIONS.contains(value(COMPRESSION, 1))
        && (!has(PHOTOMETRIC) || TiffSamples.of(this).areReadByFfmpeg());
  }

  /**
   * Whether the EXIF data declare Adobe RGB. Cameras that write no profile declare it there (DCF
   * 2.0, optional colour space).
   */
  public boolean saysAdobeRgb() throws IOException {
    try {
      Tiff exif = below(EXIF_DIRECTORY);
      Tiff interoperability = exif == null ? null : exif.below(INTEROPERABILITY_DIRECTORY);
      Tag index =
          interoperability == null ? null : interoperability.tags.get(INTEROPERABILITY_INDEX);
      return index != null && bytes.says("R03", index.at());
    } catch (EOFException cutOff) {
      return false;
    }
  }

  private @Nullable Tiff below(int tag) throws IOException {
    return tags.containsKey(tag) ? directory(bytes, little, value(tag, 0)) : null;
  }

  private static long number(Bytes bytes, boolean little, long at, int length) throws IOException {
    return little ? bytes.little(at, length) : bytes.number(at, length);
  }

  private record Tag(int type, long count, long at) {}
}
