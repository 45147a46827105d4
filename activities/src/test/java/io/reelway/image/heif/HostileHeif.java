package io.reelway.image.heif;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** AVIF files whose boxes claim, nest or repeat more than any real file. */
public final class HostileHeif {
  private static final byte[] TYPE = box("ftyp", ascii("avif"), new byte[4], ascii("mif1"));

  /** The main picture is item 1, … */
  private static final byte[] MAIN = fullBox("pitm", new byte[] {0, 1});

  /** … which is a grid. */
  private static final byte[] GRID =
      fullBox(
          "iinf",
          new byte[] {0, 1},
          box("infe", new byte[] {2, 0, 0, 0, 0, 1, 0, 0}, ascii("grid"), new byte[1]));

  private HostileHeif() {}

  /** A file with empty properties only. */
  public static byte[] ofProperties(int count) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int i = 0; i < count; i++) {
      all.writeBytes(box("free"));
    }
    return join(TYPE, fullBox("meta", box("iprp", box("ipco", all.toByteArray()))));
  }

  /** A file with that many items, each with one property. */
  public static byte[] ofAssociations(int count) {
    ByteBuffer all = ByteBuffer.allocate(4 + 6 * count).putInt(count);
    for (int i = 0; i < count; i++) {
      all.putInt(i).put((byte) 1).put((byte) 1);
    }
    byte[] ipma = box("ipma", new byte[] {1, 0, 0, 0}, all.array());
    return join(TYPE, fullBox("meta", box("iprp", box("ipco", box("free")), ipma)));
  }

  /** A file with items that each refer to as many other items. */
  public static byte[] ofReferences(int boxes, int each) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int i = 0; i < boxes; i++) {
      byte[] targets = ByteBuffer.allocate(4 + 2 * each).putShort(2, (short) each).array();
      all.writeBytes(box("dimg", targets));
    }
    return join(TYPE, fullBox("meta", fullBox("iref", all.toByteArray())));
  }

  /**
   * A file whose main picture is a grid, and with references that have no target.
   *
   * @param tiles number of tiles of the grid, all of them missing
   * @param additions number of references without a target
   */
  public static byte[] ofAdditions(int tiles, int additions) {
    ByteBuffer grid =
        ByteBuffer.allocate(4 + 2 * tiles).putShort((short) 1).putShort((short) tiles);
    for (int i = 0; i < tiles; i++) {
      grid.putShort((short) (i + 2));
    }
    ByteArrayOutputStream lists = new ByteArrayOutputStream();
    byte[] addition = box("auxl", new byte[] {(byte) 0xea, 0x60, 0, 0});
    ByteArrayOutputStream some = new ByteArrayOutputStream();
    for (int i = 0; i < 10_000; i++) {
      some.writeBytes(addition);
    }
    byte[] list = fullBox("iref", some.toByteArray());
    for (int i = 0; i < additions; i += 10_000) {
      lists.writeBytes(list);
    }
    return join(
        TYPE,
        fullBox(
            "meta", MAIN, GRID, fullBox("iref", box("dimg", grid.array())), lists.toByteArray()));
  }

  /** A file whose main picture is a grid of one tile: itself. */
  public static byte[] ofGridWithinItself() {
    byte[] tile = {0, 1, 0, 1, 0, 1};
    return join(TYPE, fullBox("meta", MAIN, GRID, fullBox("iref", box("dimg", tile))));
  }

  /** An animation whose time table has groups of zero frames. */
  public static byte[] ofTimes(int groups) {
    byte[] media = box("mdhd", new byte[12], new byte[] {0, 0, 0, 1}, new byte[8]);
    byte[] handler = box("hdlr", new byte[8], ascii("pict"));
    byte[] count = ByteBuffer.allocate(4).putInt(groups).array();
    byte[] times = fullBox("stts", count, new byte[8 * groups]);
    byte[] header = box("tkhd", new byte[84]);
    byte[] track =
        box("trak", header, box("mdia", media, handler, box("minf", box("stbl", times))));
    byte[] type = box("ftyp", ascii("avis"), new byte[4], ascii("mif1"));
    return join(type, box("moov", track));
  }

  /** A file of tracks nested in tracks. */
  public static byte[] ofTracksWithin(int depth) {
    ByteBuffer all = ByteBuffer.allocate(8 * (depth + 1));
    for (int i = 0; i <= depth; i++) {
      all.putInt(8 * (depth + 1 - i)).put(ascii(i == 0 ? "moov" : "trak"));
    }
    return join(TYPE, all.array());
  }

  /**
   * A file with an Exif item.
   *
   * @param sizes the sizes of an offset and of a length, as hexadecimal digits
   * @param parts the declared number of extents
   * @param table the content of the extent table
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
