package io.reelway.api.jobs;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;

/** Builds GIF files byte by byte. */
final class Gifs {
  /** A frame of one pixel in the corner, shown for 0.1 s. */
  private static final byte[] FRAME =
      HexFormat.of().parseHex("21f904000a000000" + "2c000000000100010000" + "0202440100");

  private Gifs() {}

  /** A GIF with frames of one pixel on a square canvas, in two colours. */
  static byte[] ofTinyFrames(int side, int frames) {
    ByteBuffer gif = ByteBuffer.allocate(20 + frames * FRAME.length).order(ByteOrder.LITTLE_ENDIAN);
    gif.put(HexFormat.of().parseHex("474946383961"));
    gif.putShort((short) side).putShort((short) side);
    gif.put(HexFormat.of().parseHex("800000" + "ff0000" + "0000ff"));
    for (int i = 0; i < frames; i++) {
      gif.put(FRAME);
    }
    return gif.put((byte) 0x3b).array();
  }
}
