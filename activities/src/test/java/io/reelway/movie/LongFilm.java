package io.reelway.movie;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Films of hours with the tables of real ones and frames of some bytes, which take a second to
 * write. There are 60 frames per second.
 */
public final class LongFilm {
  /** The size of a frame in an MP4: the length of a unit, and the unit. */
  private static final int FRAME = 12;

  /** Where the first frame of an MP4 is. */
  private static final int MEDIA = 28;

  private LongFilm() {}

  /**
   * An MP4 as ffmpeg copies it from Matroska: times in milliseconds, B-frames, an edit list. Each
   * frame is a chunk of its own. The last frame is an SEI message.
   */
  public static Path ofFrames(Path file, int frames) throws IOException {
    ByteBuffer media = ByteBuffer.allocate(FRAME * frames);
    for (int i = 0; i < frames; i++) {
      media.putInt(FRAME - 4).put((byte) (i < frames - 1 ? 1 : 6)).put(new byte[FRAME - 5]);
    }
    byte[] lengths = table(frames / 3 * 2, 2, (i, row) -> row.putInt(2 - i % 2).putInt(17 - i % 2));
    byte[] shifts = table(frames, 2, (i, row) -> row.putInt(1).putInt(i % 3 * 17));
    byte[] sizes = table(frames, 1, (i, row) -> row.putInt(FRAME));
    byte[] places = table(frames, 1, (i, row) -> row.putInt(MEDIA + FRAME * i));
    return write(file, media.array(), lengths, shifts, sizes, places);
  }

  /** An MP4 of a few hundred kilobytes whose frames are all the same empty units. */
  static Path ofOverlaps(Path file, int frames, int size) throws IOException {
    byte[] lengths = table(1, 2, (i, row) -> row.putInt(frames).putInt(17));
    byte[] sizes = table(frames, 1, (i, row) -> row.putInt(size));
    byte[] places = table(frames, 1, (i, row) -> row.putInt(MEDIA));
    return write(file, new byte[size], lengths, table(0, 2, (i, row) -> {}), sizes, places);
  }

  private static Path write(
      Path file, byte[] media, byte[] lengths, byte[] shifts, byte[] sizes, byte[] places)
      throws IOException {
    byte[] tables =
        box(
            "stbl",
            fullBox("stsd", 0, u32(1), h264()),
            fullBox("stts", 0, lengths),
            fullBox("ctts", 0, shifts),
            fullBox("stsc", 0, u32(1), u32(1), u32(1), u32(1)),
            fullBox("stsz", 0, u32(0), sizes),
            fullBox("stco", 0, places));
    byte[] edits =
        box("edts", fullBox("elst", 0, u32(1), u32(Integer.MAX_VALUE), u32(0), u32(1 << 16)));
    return Files.write(
        file, join(type(), box("mdat", media), box("moov", header(), track(edits, tables))));
  }

  private static byte[] type() {
    return box("ftyp", ascii("isom"), new byte[4], ascii("isom"));
  }

  /** A fragmented MP4, as a stream has it. */
  public static Path ofFragments(Path file, int fragments, int frames) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] tables = box("stbl", fullBox("stsd", 0, u32(1), h264()));
    byte[] usual = fullBox("trex", 0, u32(1), u32(1), u32(0), u32(0), u32(0));
    all.writeBytes(type());
    all.writeBytes(box("moov", header(), track(new byte[0], tables), box("mvex", usual)));
    byte[] rows = table(frames, 4, (i, row) -> row.putInt(16).putInt(1).putInt(0).putInt(0));
    for (int i = 0; i < fragments; i++) {
      byte[] run = fullBox("trun", 0xf00, rows);
      byte[] time = fullBox("tfdt", 0, u32(16 * frames * i));
      byte[] track = box("traf", fullBox("tfhd", 0x020000, u32(1)), time, run);
      all.writeBytes(box("moof", fullBox("mfhd", 0, u32(i + 1)), track));
      all.writeBytes(box("mdat", new byte[frames]));
    }
    return Files.write(file, all.toByteArray());
  }

  /** A WebM with one cluster of blocks, and a title in its track. */
  static Path ofBlocks(Path file, int blocks, String title) throws IOException {
    ByteBuffer cluster = ByteBuffer.allocate(8 * blocks);
    for (int i = 0; i < blocks; i++) {
      cluster.put(element(0xa3, new byte[] {(byte) 0x81, 0, 0, 0, 0, 0}));
    }
    byte[] number = element(0xd7, new byte[] {1});
    byte[] picture = element(0x83, new byte[] {1});
    byte[] codec = element(0x86, ascii("V_VP9"));
    byte[] track = element(0xae, join(number, picture, codec, element(0x536e, ascii(title))));
    byte[] segment = join(element(0x1654ae6b, track), longElement(0x1f43b675, cluster.array()));
    return Files.write(
        file, join(element(0x1a45dfa3, new byte[0]), longElement(0x18538067, segment)));
  }

  private static byte[] header() {
    return fullBox("mvhd", 0, u32(0), u32(0), u32(1000), u32(1000), new byte[80]);
  }

  private static byte[] track(byte[] edits, byte[] tables) {
    return box(
        "trak",
        fullBox("tkhd", 3, u32(0), u32(0), u32(1), new byte[68]),
        edits,
        box(
            "mdia",
            fullBox("mdhd", 0, u32(0), u32(0), u32(1000), u32(1000), new byte[4]),
            fullBox("hdlr", 0, u32(0), ascii("vide"), new byte[13]),
            box("minf", fullBox("vmhd", 1, new byte[8]), ownData(), tables)));
  }

  private static byte[] ownData() {
    return box("dinf", fullBox("dref", 0, u32(1), fullBox("url ", 1)));
  }

  private static byte[] h264() {
    return box("avc1", new byte[78], box("avcC", new byte[] {1, 66, 0, 10, 3, 0, 0}));
  }

  private interface Row {
    void write(int index, ByteBuffer rows);
  }

  /** A number of rows, and the rows. */
  private static byte[] table(int rows, int numbers, Row row) {
    ByteBuffer all = ByteBuffer.allocate(4 + 4 * numbers * rows).putInt(rows);
    for (int i = 0; i < rows; i++) {
      row.write(i, all);
    }
    return all.array();
  }

  private static byte[] fullBox(String name, int flags, byte[]... parts) {
    return box(name, u32(flags), join(parts));
  }

  private static byte[] box(String name, byte[]... parts) {
    byte[] content = join(parts);
    return join(u32(8 + content.length), ascii(name), content);
  }

  private static byte[] element(int id, byte[] content) {
    return join(id(id), new byte[] {(byte) (0x80 | content.length)}, content);
  }

  private static byte[] longElement(int id, byte[] content) {
    return join(id(id), new byte[] {8}, u32(content.length), content);
  }

  private static byte[] id(int id) {
    int length = 4 - Integer.numberOfLeadingZeros(id) / 8;
    return ByteBuffer.allocate(length).put(u32(id), 4 - length, length).array();
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
