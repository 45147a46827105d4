package io.reelway.image.format;

import io.reelway.source.Bytes;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The frame header of a JPEG. */
final class JpegFrame {
  private static final int PROGRESSIVE = 0xc2;
  private static final int COMPONENTS = 6;
  private static final int PER_COMPONENT = 3;

  /** The sampling factors of the luma, for chroma with factors of 1. */
  private static final Map<Integer, String> FORMATS =
      Map.of(
          0x11, "yuvj444p",
          0x21, "yuvj422p",
          0x22, "yuvj420p",
          0x12, "yuvj440p",
          0x41, "yuvj411p");

  private JpegFrame() {}

  /**
   * The pixel format to which ffmpeg decodes a frame. {@code null} for rare ones: more than 8 bits,
   * lossless or arithmetic coding, CMYK, unusual sampling, and components that are named like red,
   * green and blue.
   *
   * @param content the position of the header's content
   */
  static @Nullable String pixelFormat(Bytes bytes, int marker, long content, int length)
      throws IOException {
    int components = bytes.u8(content + 5);
    if (marker > PROGRESSIVE
        || bytes.u8(content) != 8
        || length < COMPONENTS + components * PER_COMPONENT) {
      return null;
    }
    if (components == 1) {
      return "gray";
    }
    int first = bytes.u8(content + COMPONENTS);
    boolean plain = components == 3 && first <= 1;
    for (int i = 1; plain && i < components; i++) {
      long component = content + COMPONENTS + (long) PER_COMPONENT * i;
      plain = bytes.u8(component) == first + i && bytes.u8(component + 1) == 0x11;
    }
    return plain ? FORMATS.get(bytes.u8(content + COMPONENTS + 1)) : null;
  }
}
