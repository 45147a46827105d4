package io.reelway.encode;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Writes and finds boxes of HEIF files. */
final class HeifBoxes {
  private HeifBoxes() {}

  /** Returns the content of the first box of that name at any level. */
  static byte[] content(byte[] file, String name) {
    int at = new String(file, StandardCharsets.ISO_8859_1).indexOf(name);
    int length = ByteBuffer.wrap(file).getInt(at - 4) - 8;
    byte[] content = new byte[length];
    System.arraycopy(file, at + 4, content, 0, length);
    return content;
  }

  static byte[] fullBox(String name, byte[]... parts) {
    return box(name, new byte[4], join(parts));
  }

  static byte[] box(String name, byte[]... parts) {
    byte[] content = join(parts);
    return join(u32(8 + content.length), ascii(name), content);
  }

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  static byte[] u16(int number) {
    return new byte[] {(byte) (number >> 8), (byte) number};
  }

  static byte[] u32(int number) {
    return ByteBuffer.allocate(4).putInt(number).array();
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
