package io.reelway.source;

import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The numbers in the first directory of a TIFF file, by tag; what does not fit an entry is left
 * out.
 */
public final class TiffDirectory {
  private static final int NEW_SUBFILE_TYPE = 254;
  private static final int WIDTH = 256;
  private static final int HEIGHT = 257;
  private static final int DNG_VERSION = 50706;

  private static final int BYTE = 1;
  private static final int SHORT = 3;
  private static final int LONG = 4;

  private final Map<Integer, Long> numbers = new HashMap<>();

  private TiffDirectory() {}

  /** Reads it; what lies beyond the end of the file is missing. */
  public static TiffDirectory of(Path path) throws IOException {
    TiffDirectory directory = new TiffDirectory();
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
      directory.read(file);
    } catch (EOFException cutOff) {
      // What was read stays.
    }
    return directory;
  }

  private void read(RandomAccessFile file) throws IOException {
    boolean little = file.readByte() == 'I';
    file.seek(4);
    file.seek(Integer.toUnsignedLong(number(file.readInt(), little)));
    int entries = number(file.readShort(), little) & 0xffff;
    for (int i = 0; i < entries; i++) {
      int tag = number(file.readShort(), little) & 0xffff;
      int type = number(file.readShort(), little);
      file.readInt();
      int word = file.readInt();
      long value =
          switch (type) {
            case BYTE -> word >>> 24;
            case SHORT -> number((short) (word >>> 16), little) & 0xffff;
            case LONG -> Integer.toUnsignedLong(number(word, little));
            default -> -1;
          };
      if (value >= 0) {
        numbers.putIfAbsent(tag, value);
      }
    }
  }

  /** Width in pixels; 0 when it does not say. */
  public long width() {
    return numbers.getOrDefault(WIDTH, 0L);
  }

  /** Height in pixels; 0 when it does not say. */
  public long height() {
    return numbers.getOrDefault(HEIGHT, 0L);
  }

  /**
   * Whether the first picture is only the thumbnail of what a camera's sensor saw: raw files of
   * most makers are TIFF files of that kind.
   */
  public boolean isRawPhoto() {
    return (numbers.getOrDefault(NEW_SUBFILE_TYPE, 0L) & 1) == 1
        || numbers.containsKey(DNG_VERSION);
  }

  private static int number(int bigEndian, boolean little) {
    return little ? Integer.reverseBytes(bigEndian) : bigEndian;
  }

  private static short number(short bigEndian, boolean little) {
    return little ? Short.reverseBytes(bigEndian) : bigEndian;
  }
}
