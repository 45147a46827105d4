package io.reelway.image;

import io.reelway.source.Container;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;

/** Images of one pixel, not all of them decodable, with EXIF blocks that state an orientation. */
public final class TaggedImages {
  private TaggedImages() {}

  /** Writes an image with a block for each orientation. */
  public static Path write(Path file, Container container, int... orientations) throws IOException {
    return Files.write(
        file,
        switch (container) {
          case JPEG -> jpeg(orientations);
          case PNG -> png(orientations);
          case WEBP -> webp(orientations);
          default -> throw new IllegalArgumentException("No tagged image in " + container);
        });
  }

  static byte[] jpeg(int... orientations) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(hex("ffd8"));
    for (int orientation : orientations) {
      out.writeBytes(hex("ffe10022"));
      out.writeBytes(text("Exif\0\0"));
      out.writeBytes(exif(orientation));
    }
    out.writeBytes(hex("ffc0000b0800010001010111 00 ffda0008010100003f00 00 ffd9"));
    return out.toByteArray();
  }

  private static byte[] png(int... orientations) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(hex("89504e470d0a1a0a 0000000d49484452 00000001 00000001 0802000000 00000000"));
    for (int orientation : orientations) {
      out.writeBytes(hex("0000001a"));
      out.writeBytes(text("eXIf"));
      out.writeBytes(exif(orientation));
      out.writeBytes(hex("00000000"));
    }
    out.writeBytes(hex("0000000049454e44ae426082"));
    return out.toByteArray();
  }

  private static byte[] webp(int... orientations) {
    ByteArrayOutputStream chunks = new ByteArrayOutputStream();
    chunks.writeBytes(text("WEBPVP8X"));
    chunks.writeBytes(hex("0a000000 08000000 000000 000000"));
    chunks.writeBytes(text("VP8L"));
    chunks.writeBytes(hex("05000000 2f00000000 00"));
    for (int orientation : orientations) {
      chunks.writeBytes(text("EXIF"));
      chunks.writeBytes(hex("1a000000"));
      chunks.writeBytes(exif(orientation));
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(text("RIFF"));
    out.writeBytes(new byte[] {(byte) chunks.size(), 0, 0, 0});
    out.writeBytes(chunks.toByteArray());
    return out.toByteArray();
  }

  /** A big-endian block of 26 bytes with the orientation only. */
  private static byte[] exif(int orientation) {
    return hex("4d4d002a00000008 0001 0112 0003 00000001 %04x0000 00000000".formatted(orientation));
  }

  private static byte[] text(String ascii) {
    return ascii.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits.replace(" ", ""));
  }
}
