package io.reelway.encode;

import static io.reelway.encode.HeifBoxes.ascii;
import static io.reelway.encode.HeifBoxes.box;
import static io.reelway.encode.HeifBoxes.content;
import static io.reelway.encode.HeifBoxes.fullBox;
import static io.reelway.encode.HeifBoxes.join;
import static io.reelway.encode.HeifBoxes.u16;
import static io.reelway.encode.HeifBoxes.u32;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes AVIF files as phones write HEIC: a grid of tiles with a rotation in the container. Item 1
 * is the grid; the tiles follow.
 */
final class HeifBuilder {
  private final int columns;
  private final int rows;
  private final List<byte[]> turns = new ArrayList<>();

  HeifBuilder(int columns, int rows) {
    this.columns = columns;
    this.rows = rows;
  }

  HeifBuilder rotated(int quartersAgainstTheClock) {
    turns.add(box("irot", new byte[] {(byte) quartersAgainstTheClock}));
    return this;
  }

  HeifBuilder mirrored(int axis) {
    turns.add(box("imir", new byte[] {(byte) axis}));
    return this;
  }

  /**
   * @param tiles AVIF files with one picture each, all of the same size, row by row
   */
  Path write(Path file, int width, int height, int tileSide, List<Path> tiles) throws IOException {
    List<byte[]> pictures = new ArrayList<>();
    pictures.add(grid(width, height));
    byte[] configuration = new byte[0];
    for (Path tile : tiles) {
      byte[] whole = Files.readAllBytes(tile);
      pictures.add(content(whole, "mdat"));
      configuration = box("av1C", content(whole, "av1C"));
    }
    byte[] type = box("ftyp", ascii("avif"), new byte[4], ascii("avifmif1miaf"));
    int start = type.length + meta(width, height, tileSide, configuration, pictures, 0).length + 8;
    return Files.write(
        file,
        join(
            type,
            meta(width, height, tileSide, configuration, pictures, start),
            box("mdat", pictures.toArray(byte[][]::new))));
  }

  private byte[] meta(
      int width, int height, int side, byte[] configuration, List<byte[]> pictures, int start) {
    return fullBox(
        "meta",
        fullBox("hdlr", new byte[4], ascii("pict"), new byte[13]),
        fullBox("pitm", u16(1)),
        locations(pictures, start),
        types(pictures.size()),
        fullBox("iref", box("dimg", u16(1), u16(pictures.size() - 1), numbers(pictures.size()))),
        properties(width, height, side, configuration, pictures.size()));
  }

  private static byte[] locations(List<byte[]> pictures, int start) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(new byte[] {0x44, 0});
    all.writeBytes(u16(pictures.size()));
    int at = start;
    for (int i = 0; i < pictures.size(); i++) {
      int length = pictures.get(i).length;
      all.writeBytes(join(u16(i + 1), u16(0), u16(1), u32(at), u32(length)));
      at += length;
    }
    return fullBox("iloc", all.toByteArray());
  }

  private static byte[] types(int count) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(u16(count));
    for (int i = 1; i <= count; i++) {
      byte[] infe =
          box(
              "infe",
              new byte[] {2, 0, 0, 0},
              u16(i),
              u16(0),
              ascii(i == 1 ? "grid" : "av01"),
              new byte[1]);
      all.writeBytes(infe);
    }
    return fullBox("iinf", all.toByteArray());
  }

  /**
   * Property 1 is the size of the grid, 2 the size of a tile, 3 the decoder configuration; the
   * transforms start at 4.
   */
  private byte[] properties(int width, int height, int side, byte[] configuration, int count) {
    byte[] all =
        box(
            "ipco",
            fullBox("ispe", u32(width), u32(height)),
            fullBox("ispe", u32(side), u32(side)),
            configuration,
            join(turns.toArray(byte[][]::new)));
    ByteArrayOutputStream used = new ByteArrayOutputStream();
    used.writeBytes(u32(count));
    used.writeBytes(join(u16(1), new byte[] {(byte) (1 + turns.size()), 1}));
    for (int i = 0; i < turns.size(); i++) {
      used.write(0x80 | 4 + i);
    }
    for (int i = 2; i <= count; i++) {
      used.writeBytes(join(u16(i), new byte[] {2, 2, (byte) 0x83}));
    }
    return box("iprp", all, fullBox("ipma", used.toByteArray()));
  }

  private byte[] grid(int width, int height) {
    return join(
        new byte[] {0, 0, (byte) (rows - 1), (byte) (columns - 1)}, u16(width), u16(height));
  }

  private static byte[] numbers(int count) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int i = 2; i <= count; i++) {
      all.writeBytes(u16(i));
    }
    return all.toByteArray();
  }
}
