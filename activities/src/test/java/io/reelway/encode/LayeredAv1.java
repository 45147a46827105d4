package io.reelway.encode;

import static io.reelway.encode.HeifBoxes.join;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Converts a film of two frames into a picture of two layers, as in a progressive AVIF. The first
 * frame becomes the coarse layer; the second, coded as a difference to the first, becomes the fine
 * layer. In AV1 (sections 5.3, 5.5 and 6.10.1 of its specification) the two forms differ only in
 * the headers.
 */
final class LayeredAv1 {
  private static final int SEQUENCE = 1;
  private static final int FRAME = 6;

  /**
   * The number of bits before the number of operating points in a sequence header as encoders write
   * it.
   */
  private static final int BEFORE_POINTS = 7;

  private static final int POINTS = 5;
  private static final int LAYERS = 12;
  private static final int LEVEL = 5;

  private static final int BOTH_LAYERS = 0x301;
  private static final int FIRST_LAYER = 0x101;

  private LayeredAv1() {}

  /**
   * @param film two frames in ffmpeg's format {@code obu}
   */
  static byte[] picture(Path film) throws IOException {
    List<byte[]> units = new ArrayList<>();
    int layer = 0;
    byte[] all = Files.readAllBytes(film);
    int at = 0;
    while (at < all.length) {
      int type = all[at] >> 3 & 15;
      int length = 0;
      int header = 1;
      for (int shift = 0; header == 1 || (all[at + header - 1] & 0x80) != 0; shift += 7) {
        length |= (all[at + header++] & 0x7f) << shift;
      }
      byte[] content = Arrays.copyOfRange(all, at + header, at + header + length);
      if (type == SEQUENCE && units.isEmpty()) {
        units.add(unit(SEQUENCE << 3 | 2, new byte[0], withTwoPoints(content)));
      } else if (type == FRAME) {
        units.add(unit(FRAME << 3 | 4 | 2, new byte[] {(byte) (layer++ << 3)}, content));
      }
      at += header + length;
    }
    if (layer != 2) {
      throw new IOException("Frames: " + layer);
    }
    return join(units.toArray(byte[][]::new));
  }

  private static byte[] unit(int header, byte[] extension, byte[] content) {
    ByteArrayOutputStream length = new ByteArrayOutputStream();
    int rest = content.length;
    do {
      length.write((rest & 0x7f) | (rest > 0x7f ? 0x80 : 0));
      rest >>= 7;
    } while (rest > 0);
    return join(new byte[] {(byte) header}, extension, length.toByteArray(), content);
  }

  /**
   * Declares two operating points, all layers and the first layer only, both with the existing
   * level.
   */
  private static byte[] withTwoPoints(byte[] sequence) {
    StringBuilder bits = new StringBuilder();
    for (byte piece : sequence) {
      bits.append(bits(piece & 0xff, 8));
    }
    int levelAt = BEFORE_POINTS + POINTS + LAYERS;
    String level = bits.substring(levelAt, levelAt + LEVEL);
    String points =
        bits(1, POINTS) + bits(BOTH_LAYERS, LAYERS) + level + bits(FIRST_LAYER, LAYERS) + level;
    bits.replace(BEFORE_POINTS, levelAt + LEVEL, points);
    byte[] changed = new byte[(bits.length() + 7) / 8];
    for (int i = 0; i < bits.length(); i++) {
      changed[i / 8] |= (byte) (bits.charAt(i) == '1' ? 0x80 >> i % 8 : 0);
    }
    return changed;
  }

  private static String bits(int value, int count) {
    return Integer.toBinaryString(value | (1 << count)).substring(1);
  }
}
