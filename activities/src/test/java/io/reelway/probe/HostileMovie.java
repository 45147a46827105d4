package io.reelway.probe;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** MP4 files of a few hundred bytes that declare any number of frames of one byte each. */
final class HostileMovie {
  private static final int SIDE = 64;

  private HostileMovie() {}

  /** Declares the frames in the sample tables. */
  static byte[] ofSamples(int claimed) {
    return join(type(), box("moov", header(), track(claimed)), box("mdat", new byte[SIDE]));
  }

  /** Declares the frames in a fragment. */
  static byte[] ofFragment(int claimed) {
    byte[] defaults = fullBox("trex", 0, u32(1), u32(1), u32(40), u32(1), u32(0));
    byte[] run = fullBox("trun", 0, u32(claimed));
    byte[] fragment = box("traf", fullBox("tfhd", 0x020000, u32(1)), run);
    return join(
        type(),
        box("moov", header(), track(0), box("mvex", defaults)),
        box("moof", fullBox("mfhd", 0, u32(1)), fragment),
        box("mdat", new byte[SIDE]));
  }

  private static byte[] type() {
    return box("ftyp", ascii("isom"), new byte[4], ascii("isom"));
  }

  /** A movie header with a time scale of 1000. */
  private static byte[] header() {
    return fullBox("mvhd", 0, u32(0), u32(0), u32(1000), u32(1000), new byte[80]);
  }

  private static byte[] track(int samples) {
    byte[] matrix = join(u32(0x10000), new byte[12], u32(0x10000), new byte[12], u32(0x40000000));
    byte[] size = join(u32(SIDE << 16), u32(SIDE << 16));
    byte[] tables =
        box(
            "stbl",
            fullBox("stsd", 0, u32(1), jpegs()),
            fullBox("stts", 0, u32(1), u32(samples), u32(1)),
            fullBox("stsc", 0, u32(1), u32(1), u32(samples), u32(1)),
            fullBox("stsz", 0, u32(1), u32(samples)),
            fullBox("stco", 0, u32(1), u32(48)));
    return box(
        "trak",
        fullBox("tkhd", 3, u32(0), u32(0), u32(1), new byte[24], matrix, size),
        box(
            "mdia",
            fullBox("mdhd", 0, u32(0), u32(0), u32(1000), u32(1000), new byte[4]),
            fullBox("hdlr", 0, u32(0), ascii("vide"), new byte[13]),
            box("minf", fullBox("vmhd", 1, new byte[8]), tables)));
  }

  private static byte[] jpegs() {
    byte[] size = {0, SIDE, 0, SIDE};
    return box("jpeg", new byte[7], new byte[] {1}, new byte[16], size, new byte[50]);
  }

  private static byte[] fullBox(String name, int flags, byte[]... parts) {
    return box(name, u32(flags), join(parts));
  }

  private static byte[] box(String name, byte[]... parts) {
    byte[] content = join(parts);
    return join(u32(8 + content.length), ascii(name), content);
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  private static byte[] u32(int number) {
    return ByteBuffer.allocate(4).putInt(number).array();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
