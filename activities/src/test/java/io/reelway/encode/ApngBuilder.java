package io.reelway.encode;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;

/** Writes an animated PNG whose frames are rectangles of one colour each. */
final class ApngBuilder {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

  private final int side;
  private final int depth;
  private final int colourType;
  private final List<Rectangle> frames = new ArrayList<>();

  private record Rectangle(int x, int y, int side, String pixel, int dispose, int blend) {}

  /**
   * @param side width and height of the canvas
   * @param depth bits of each channel
   * @param colourType its number in PNG, e.g. 2 for RGB and 6 for RGB with alpha
   */
  ApngBuilder(int side, int depth, int colourType) {
    this.side = side;
    this.depth = depth;
    this.colourType = colourType;
  }

  /**
   * Adds a frame that is shown for a second.
   *
   * @param side its width and height
   * @param pixel the bytes of a pixel in hexadecimal digits
   * @param dispose 0 keeps it, 1 clears it, 2 restores what it covered
   * @param blend 0 replaces what it covers, 1 draws over it
   */
  ApngBuilder frame(int x, int y, int side, String pixel, int dispose, int blend) {
    frames.add(new Rectangle(x, y, side, pixel, dispose, blend));
    return this;
  }

  Path write(Path file) throws IOException {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    png.writeBytes(SIGNATURE);
    byte[] form = {(byte) depth, (byte) colourType, 0, 0, 0};
    chunk(png, "IHDR", ByteBuffer.allocate(13).putInt(side).putInt(side).put(form).array());
    chunk(png, "acTL", ByteBuffer.allocate(8).putInt(frames.size()).putInt(0).array());
    int sequence = 0;
    for (Rectangle frame : frames) {
      chunk(png, "fcTL", control(sequence++, frame));
      if (sequence == 1) {
        chunk(png, "IDAT", pixels(frame));
      } else {
        byte[] data = pixels(frame);
        chunk(
            png, "fdAT", ByteBuffer.allocate(4 + data.length).putInt(sequence++).put(data).array());
      }
    }
    chunk(png, "IEND", new byte[0]);
    return Files.write(file, png.toByteArray());
  }

  private static byte[] control(int sequence, Rectangle frame) {
    return ByteBuffer.allocate(26)
        .putInt(sequence)
        .putInt(frame.side())
        .putInt(frame.side())
        .putInt(frame.x())
        .putInt(frame.y())
        .putShort((short) 1)
        .putShort((short) 1)
        .put((byte) frame.dispose())
        .put((byte) frame.blend())
        .array();
  }

  private static byte[] pixels(Rectangle frame) throws IOException {
    byte[] pixel = HexFormat.of().parseHex(frame.pixel());
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(packed)) {
      for (int y = 0; y < frame.side(); y++) {
        out.write(0);
        for (int x = 0; x < frame.side(); x++) {
          out.write(pixel);
        }
      }
    }
    return packed.toByteArray();
  }

  private static void chunk(ByteArrayOutputStream png, String name, byte[] bytes) {
    CRC32 checksum = new CRC32();
    checksum.update(name.getBytes(US_ASCII));
    checksum.update(bytes);
    png.writeBytes(
        ByteBuffer.allocate(12 + bytes.length)
            .putInt(bytes.length)
            .put(name.getBytes(US_ASCII))
            .put(bytes)
            .putInt((int) checksum.getValue())
            .array());
  }
}
