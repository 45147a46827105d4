package io.reelway.probe;

import io.reelway.source.Container;
import io.reelway.source.TiffDirectory;
import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the header of an image claims of its size, read before any decoder is asked: ffprobe answers
 * 0 x 0 for a picture that it cannot decode, and decodes one to answer.
 *
 * @param width width in pixels as stored, from 0
 * @param height height in pixels as stored, from 0
 * @param frames pictures of an animation where the header says it, else 1
 */
record PictureHeader(long width, long height, long frames) {
  private static final int PNG_SIZE = 16;
  private static final int ACTL = 0x6163544c;
  private static final int IDAT = 0x49444154;
  private static final int GIF_EXTENSION = 0x21;
  private static final int GIF_PICTURE = 0x2c;
  private static final int ANMF = 0x414e4d46;

  /** Segments, chunks or blocks that are walked over; headers end long before. */
  private static final int LONGEST_WALK = 100_000;

  /**
   * Reads it.
   *
   * @return nothing for containers whose headers ffprobe reads without decoding, and for files that
   *     end before they say it
   */
  static Optional<PictureHeader> of(Path path, Container container) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
      return switch (container) {
        case PNG, APNG -> Optional.of(png(file));
        case GIF -> Optional.of(gif(file));
        case JPEG -> jpeg(file);
        case WEBP -> webp(file);
        case BMP -> Optional.of(bmp(file));
        case TIFF -> {
          TiffDirectory directory = TiffDirectory.of(path);
          yield Optional.of(still(directory.width(), directory.height()));
        }
        default -> Optional.empty();
      };
    } catch (EOFException cutOff) {
      return Optional.empty();
    }
  }

  private static PictureHeader still(long width, long height) {
    return new PictureHeader(width, height, 1);
  }

  private static PictureHeader png(RandomAccessFile file) throws IOException {
    file.seek(PNG_SIZE);
    long width = u32(file);
    long height = u32(file);
    file.seek(PNG_SIZE + 17);
    for (int i = 0; i < LONGEST_WALK; i++) {
      long length = u32(file);
      int type = file.readInt();
      if (type == ACTL) {
        return new PictureHeader(width, height, u32(file));
      }
      if (type == IDAT) {
        break;
      }
      file.seek(file.getFilePointer() + length + 4);
    }
    return still(width, height);
  }

  /** The canvas, and what of the first picture lies beyond it. */
  private static PictureHeader gif(RandomAccessFile file) throws IOException {
    file.seek(6);
    int width = littleShort(file);
    int height = littleShort(file);
    int flags = file.readUnsignedByte();
    file.seek(13 + ((flags & 0x80) == 0 ? 0 : 6L << (flags & 7)));
    int block = file.readUnsignedByte();
    for (int i = 0; i < LONGEST_WALK && block == GIF_EXTENSION; i++) {
      file.readByte();
      for (int size = file.readUnsignedByte(); size > 0; size = file.readUnsignedByte()) {
        file.seek(file.getFilePointer() + size);
      }
      block = file.readUnsignedByte();
    }
    if (block == GIF_PICTURE) {
      int left = littleShort(file);
      int top = littleShort(file);
      width = Math.max(width, left + littleShort(file));
      height = Math.max(height, top + littleShort(file));
    }
    return still(width, height);
  }

  /** The size stands in the frame header, markers 0xC0 to 0xCF without tables and extensions. */
  private static Optional<PictureHeader> jpeg(RandomAccessFile file) throws IOException {
    file.seek(2);
    for (int i = 0; i < LONGEST_WALK; i++) {
      int marker = file.readUnsignedShort() & 0xff;
      if (marker == 0xff) {
        file.seek(file.getFilePointer() - 1);
      } else if (marker == 0xc0 || (marker > 0xc0 && marker <= 0xcf && marker % 4 != 0)) {
        file.skipBytes(3);
        int height = file.readUnsignedShort();
        return Optional.of(still(file.readUnsignedShort(), height));
      } else {
        file.seek(file.getFilePointer() + Math.max(2, file.readUnsignedShort()));
      }
    }
    return Optional.empty();
  }

  private static Optional<PictureHeader> webp(RandomAccessFile file) throws IOException {
    file.seek(12);
    byte[] form = new byte[4];
    file.readFully(form);
    return switch (form[3]) {
      case 'X' -> {
        file.seek(24);
        long width = littleTriple(file) + 1L;
        long height = littleTriple(file) + 1L;
        yield Optional.of(new PictureHeader(width, height, Math.max(1, countFrames(file))));
      }
      case 'L' -> {
        file.seek(21);
        int bits = Integer.reverseBytes(file.readInt());
        yield Optional.of(still((bits & 0x3fff) + 1, (bits >>> 14 & 0x3fff) + 1));
      }
      case ' ' -> {
        file.seek(26);
        int width = littleShort(file) & 0x3fff;
        yield Optional.of(still(width, littleShort(file) & 0x3fff));
      }
      default -> Optional.empty();
    };
  }

  private static long countFrames(RandomAccessFile file) throws IOException {
    long frames = 0;
    for (int i = 0; i < LONGEST_WALK && file.getFilePointer() + 8 <= file.length(); i++) {
      frames += file.readInt() == ANMF ? 1 : 0;
      long length = Integer.toUnsignedLong(Integer.reverseBytes(file.readInt()));
      file.seek(file.getFilePointer() + length + length % 2);
    }
    return frames;
  }

  private static PictureHeader bmp(RandomAccessFile file) throws IOException {
    file.seek(14);
    boolean old = Integer.reverseBytes(file.readInt()) == 12;
    if (old) {
      int width = littleShort(file);
      return still(width, littleShort(file));
    }
    long width = Integer.reverseBytes(file.readInt());
    return still(Math.abs(width), Math.abs((long) Integer.reverseBytes(file.readInt())));
  }

  private static long u32(RandomAccessFile file) throws IOException {
    return Integer.toUnsignedLong(file.readInt());
  }

  private static int littleShort(RandomAccessFile file) throws IOException {
    return Short.reverseBytes(file.readShort()) & 0xffff;
  }

  private static int littleTriple(RandomAccessFile file) throws IOException {
    return file.readUnsignedByte() | file.readUnsignedByte() << 8 | file.readUnsignedByte() << 16;
  }
}
