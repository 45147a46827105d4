package io.reelway.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes a HEIC file with one HEVC picture (ISO/IEC 23008-12), which ffmpeg cannot write. */
final class HeicFile {
  private static final int HEADER = 8;

  private HeicFile() {}

  /**
   * Writes the file.
   *
   * @param coded an MP4 file whose only sample is the picture
   * @param width in pixels
   * @param height in pixels
   */
  static Path write(Path coded, int width, int height, Path file) throws IOException {
    byte[] mp4 = Files.readAllBytes(coded);
    byte[] picture = contentOf(mp4, "mdat");
    byte[] type = box("ftyp", text("heic"), number(0, 4), text("mif1heic"));
    byte[] configuration = box("hvcC", contentOf(mp4, "hvcC"));
    byte[] size = box("ispe", number(0, 4), number(width, 4), number(height, 4));
    int metaBytes = meta(configuration, size, 0, picture.length).length;
    int offset = type.length + metaBytes + HEADER;
    Files.write(
        file, join(type, meta(configuration, size, offset, picture.length), box("mdat", picture)));
    return file;
  }

  private static byte[] meta(byte[] configuration, byte[] size, int offset, int bytes) {
    byte[] handler =
        box("hdlr", number(0, 4), number(0, 4), text("pict"), number(0, 12), number(0, 1));
    byte[] primary = box("pitm", number(0, 4), number(1, 2));
    // Offsets and lengths of 4 bytes; one item of one extent.
    byte[] where =
        box(
            "iloc",
            number(0, 4),
            number(0x4400, 2),
            number(1, 2),
            number(1, 2),
            number(0, 2),
            number(1, 2),
            number(offset, 4),
            number(bytes, 4));
    byte[] item =
        box("infe", number(2 << 24, 4), number(1, 2), number(0, 2), text("hvc1"), number(0, 1));
    byte[] items = box("iinf", number(0, 4), number(1, 2), item);
    byte[] properties =
        box(
            "iprp",
            box("ipco", configuration, size),
            // Item 1 has two properties; the first is essential.
            box(
                "ipma",
                number(0, 4),
                number(1, 4),
                number(1, 2),
                number(2, 1),
                number(0x81, 1),
                number(2, 1)));
    return box("meta", number(0, 4), handler, primary, where, items, properties);
  }

  /** The content of the first box of that type, at any depth. */
  private static byte[] contentOf(byte[] file, String type) throws IOException {
    int at = new String(file, ISO_8859_1).indexOf(type);
    if (at < 4) {
      throw new IOException("No " + type + " in the coded picture");
    }
    int bytes = ByteBuffer.wrap(file).getInt(at - 4) - HEADER;
    byte[] content = new byte[bytes];
    System.arraycopy(file, at + 4, content, 0, bytes);
    return content;
  }

  private static byte[] box(String type, byte[]... parts) {
    byte[] content = join(parts);
    return join(number(content.length + HEADER, 4), text(type), content);
  }

  private static byte[] number(long value, int bytes) {
    byte[] digits = new byte[bytes];
    for (int i = 0; i < Math.min(bytes, Long.BYTES); i++) {
      digits[bytes - 1 - i] = (byte) (value >> (8 * i));
    }
    return digits;
  }

  private static byte[] text(String value) {
    return value.getBytes(ISO_8859_1);
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
