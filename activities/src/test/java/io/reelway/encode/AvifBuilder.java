package io.reelway.encode;

import static io.reelway.encode.HeifBoxes.ascii;
import static io.reelway.encode.HeifBoxes.box;
import static io.reelway.encode.HeifBoxes.content;
import static io.reelway.encode.HeifBoxes.fullBox;
import static io.reelway.encode.HeifBoxes.join;
import static io.reelway.encode.HeifBoxes.u16;
import static io.reelway.encode.HeifBoxes.u32;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Writes an AVIF file with one picture, item 1, in forms that ffmpeg does not write. */
final class AvifBuilder {
  private final byte[] encoded;
  private byte[] picture;
  private byte[] film = new byte[0];
  private boolean inline;
  private byte[] colours = new byte[0];
  private byte[] exif = new byte[0];
  private boolean emptyAssociation;
  private int parts = 1;

  /**
   * @param avif an AVIF file with the picture, written by ffmpeg
   */
  AvifBuilder(Path avif) throws IOException {
    encoded = Files.readAllBytes(avif);
    picture = content(encoded, "mdat");
  }

  AvifBuilder matrix(int number, boolean full) {
    byte[] range = {(byte) (full ? 0x80 : 0)};
    colours = box("colr", ascii("nclx"), u16(1), u16(13), u16(number), range);
    return this;
  }

  /** Adds these bytes as EXIF, item 2. */
  AvifBuilder exif(byte[] content) {
    exif = content;
    return this;
  }

  /** Associates the picture with property 0, which means no property. */
  AvifBuilder withEmptyAssociation() {
    emptyAssociation = true;
    return this;
  }

  AvifBuilder inParts(int count) {
    parts = count;
    return this;
  }

  /** Replaces the coded data by other data of the same size and format. */
  AvifBuilder coded(byte[] data) {
    picture = data;
    return this;
  }

  /** Appends the picture to this film, which is a complete file itself. */
  AvifBuilder behind(byte[] whole) {
    film = whole;
    return this;
  }

  /**
   * Stores the data in an {@code idat} box. The {@code meta} box around it is the last one and has
   * size 0, which means "to the end of the file".
   */
  AvifBuilder inTheLastBox() {
    inline = true;
    return this;
  }

  Path write(Path file) throws IOException {
    byte[] type =
        film.length > 0 ? film : box("ftyp", ascii("avif"), new byte[4], ascii("avifmif1miaf"));
    if (inline) {
      byte[] endless = meta(0);
      return Files.write(file, join(type, u32(0), Arrays.copyOfRange(endless, 4, endless.length)));
    }
    int start = type.length + meta(0).length + 8;
    return Files.write(file, join(type, meta(start), box("mdat", picture, exif)));
  }

  private byte[] meta(int start) {
    int length = picture.length;
    byte[] method = inline ? u16(1) : new byte[0];
    boolean withExif = exif.length > 0;
    byte[] types = infe(1, "av01");
    byte[] places = join(u16(1), method, u16(0), u16(parts));
    for (int i = 0; i < parts; i++) {
      int at = length * i / parts;
      places = join(places, u32(start + at), u32(length * (i + 1) / parts - at));
    }
    if (withExif) {
      types = join(types, infe(2, "Exif"));
      places = join(places, u16(2), method, u16(0), u16(1), u32(start + length), u32(exif.length));
    }
    int items = withExif ? 2 : 1;
    return fullBox(
        "meta",
        fullBox("hdlr", new byte[4], ascii("pict"), new byte[13]),
        fullBox("pitm", u16(1)),
        box("iloc", new byte[] {(byte) (inline ? 1 : 0), 0, 0, 0, 0x44, 0}, u16(items), places),
        fullBox("iinf", u16(items), types),
        withExif ? fullBox("iref", box("cdsc", u16(2), u16(1), u16(1))) : new byte[0],
        properties(),
        inline ? box("idat", picture, exif) : new byte[0]);
  }

  private static byte[] infe(int item, String type) {
    return box("infe", new byte[] {2, 0, 0, 0}, u16(item), u16(0), ascii(type), new byte[1]);
  }

  private byte[] properties() {
    byte[] all =
        box(
            "ipco",
            box("ispe", content(encoded, "ispe")),
            box("av1C", content(encoded, "av1C")),
            colours);
    byte[] used =
        emptyAssociation ? new byte[] {0, 1, (byte) 0x82, 3} : new byte[] {1, (byte) 0x82, 3};
    int count = colours.length > 0 ? used.length : used.length - 1;
    byte[] kept = Arrays.copyOf(used, count);
    return box("iprp", all, fullBox("ipma", u32(1), u16(1), new byte[] {(byte) count}, kept));
  }
}
