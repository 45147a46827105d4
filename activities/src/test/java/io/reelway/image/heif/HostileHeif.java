package io.reelway.image.heif;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** AVIF files whose boxes claim, nest or repeat what no real file does. */
public final class HostileHeif {
  private static final byte[] TYPE = box("ftyp", ascii("avif"), new byte[4], ascii("mif1"));

  private HostileHeif() {}

  /** Properties that say nothing, and nothing else. */
  public static byte[] ofProperties(int count) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int i = 0; i < count; i++) {
      all.writeBytes(box("free"));
    }
    return join(TYPE, fullBox("meta", box("iprp", box("ipco", all.toByteArray()))));
  }

  /** As many items, each with a property. */
  public static byte[] ofAssociations(int count) {
    ByteBuffer all = ByteBuffer.allocate(4 + 6 * count).putInt(count);
    for (int i = 0; i < count; i++) {
      all.putInt(i).put((byte) 1).put((byte) 1);
    }
    byte[] ipma = box("ipma", new byte[] {1, 0, 0, 0}, all.array());
    return join(TYPE, fullBox("meta", box("iprp", box("ipco", box("free")), ipma)));
  }

  /** Items that refer to as many others. */
  public static byte[] ofReferences(int boxes, int each) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int i = 0; i < boxes; i++) {
      byte[] targets = ByteBuffer.allocate(4 + 2 * each).putShort(2, (short) each).array();
      all.writeBytes(box("dimg", targets));
    }
    return join(TYPE, fullBox("meta", fullBox("iref", all.toByteArray())));
  }

  /** A track within a track within a track. */
  public static byte[] ofTracksWithin(int depth) {
    ByteBuffer all = ByteBuffer.allocate(8 * (depth + 1));
    for (int i = 0; i <= depth; i++) {
      all.putInt(8 * (depth + 1 - i)).put(ascii(i == 0 ? "moov" : "trak"));
    }
    return join(TYPE, all.array());
  }

  /**
   * An item with Exif.
   *
   * @param sizes bytes of an offset and of a length, as hexadecimal digits
   * @param parts how many parts it is said to have
   * @param table what stands in the table
   */
  public static byte[] ofExif(int sizes, int parts, byte... table) {
    byte[] infe = box("infe", new byte[] {2, 0, 0, 0, 0, 1, 0, 0}, ascii("Exif"), new byte[1]);
    byte[] item = {0, 1, 0, 0, (byte) (parts >> 8), (byte) parts};
    byte[] iloc = fullBox("iloc", new byte[] {(byte) sizes, 0, 0, 1}, item, table);
    return join(TYPE, fullBox("meta", fullBox("iinf", new byte[] {0, 1}, infe), iloc));
  }

  private static byte[] fullBox(String name, byte[]... parts) {
    return box(name, new byte[4], join(parts));
  }

  private static byte[] box(String name, byte[]... parts) {
    byte[] content = join(parts);
    return join(ByteBuffer.allocate(4).putInt(8 + content.length).array(), ascii(name), content);
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
