package io.reelway.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.reelway.failure.StageException;
import io.reelway.job.ErrorCode;
import io.reelway.strategy.StrategyIds;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** BMP files, whose header describes the pixels by bit masks. */
class ImageBitmapTest {
  private static final int SIDE = 40;

  private static final int PLAIN = 0;
  private static final int MASKS = 3;
  private static final int MASKS_WITH_ALPHA = 6;

  @TempDir Path directory;
  private Images images;

  @BeforeEach
  void setUp() {
    images = new Images(directory);
  }

  @ParameterizedTest
  @CsvSource({"0, 0, 40, false", "3, 0, 56, false", "3, 0xff000000, 56, true"})
  void readsTheFourthByteAsAlphaOnlyWhenAMaskSaysSo(
      int compression, String alphaMask, int header, boolean transparent) throws Exception {
    Path source = bitmap(compression, header, 32, masks("ff0000 ff00 ff " + alphaMask), 0x80c86432);

    assertThat(images.probe(source).picture().alpha()).isEqualTo(transparent);

    Color shown = show(source);
    assertThat(shown.getAlpha()).isBetween(transparent ? 0x7d : 255, transparent ? 0x83 : 255);
    assertThat(shown.getRed()).isBetween(195, 203);
  }

  /** The maximum of each channel becomes 255, whatever its number of bits. */
  @ParameterizedTest(name = "{1} bits, masks {3}, pixel {4}")
  @CsvSource({
    "0, 16, 40, 7c00 3e0 1f 0, ffff, ffffffff",
    "0, 16, 40, 7c00 3e0 1f 0, 4210, ff848484",
    "3, 16, 40, f800 7e0 1f 0, ffff, ffffffff",
    "3, 16, 40, f800 7e0 1f 0, f81f, ffff00ff",
    "3, 16, 40, f00 f0 f 0, 8f0f, ffff00ff",
    "3, 16, 56, f00 f0 f f000, 8fff, 88ffffff",
    "3, 16, 108, f00 f0 f f000, ff80, ffff8800",
    "3, 16, 124, f f0 f00 f000, f08f, ffff8800",
    "3, 16, 124, 7c00 3e0 1f 8000, ffff, ffffffff",
    "6, 16, 40, f00 f0 f f000, 8f00, 88ff0000",
    "6, 32, 40, ff ff00 ff0000 ff000000, 800000ff, 80ff0000",
    "3, 32, 124, ff00 ff0000 ff000000 ff, 0000ff80, 80ff0000",
    "3, 32, 40, 3ff00000 ffc00 3ff 0, 3ff801ff, ffff807f",
    "3, 32, 56, 3ff00000 ffc00 3ff c0000000, 7fffffff, 55ffffff"
  })
  void readsTheColoursByTheMasks(
      int compression, int bits, int header, String masks, String pixel, String colour)
      throws Exception {
    Path source = bitmap(compression, header, bits, masks(masks), masks(pixel).getFirst());

    Color shown = show(source);

    Color meant = new Color(masks(colour).getFirst(), true);
    assertThat(shown.getAlpha()).isBetween(meant.getAlpha() - 2, meant.getAlpha() + 2);
    assertThat(shown.getRed()).isBetween(meant.getRed() - 2, meant.getRed() + 2);
    assertThat(shown.getGreen()).isBetween(meant.getGreen() - 2, meant.getGreen() + 2);
    assertThat(shown.getBlue()).isBetween(meant.getBlue() - 2, meant.getBlue() + 2);
  }

  @Test
  void readsAOneBitAlphaMask() throws Exception {
    Path source = bitmap(MASKS, 124, 16, masks("7c00 3e0 1f 8000"), 0xfc00);
    byte[] file = Files.readAllBytes(source);
    file[file.length - 1] = 0x7c;
    Files.write(source, file);

    BufferedImage shown = images.show(images.encode(source, "web", StrategyIds.IMAGE_WEBP));

    assertThat(shown.getRGB(0, 0)).isEqualTo(Color.RED.getRGB());
    assertThat(shown.getRGB(SIDE - 1, 0) >>> 24).isZero();
  }

  /**
   * Some programs declare an alpha channel and leave it at 0; browsers show such a picture as
   * opaque.
   */
  @ParameterizedTest
  @CsvSource({"16, 7c00 3e0 1f 8000, 7c00", "32, ff0000 ff00 ff ff000000, ff0000"})
  void showsAPictureWhoseAlphaIsZeroEverywhere(int bits, String masks, String pixel)
      throws Exception {
    Path source = bitmap(MASKS, 124, bits, masks(masks), masks(pixel).getFirst());

    assertThat(show(source)).isEqualTo(Color.RED);
  }

  /** The first row in the file is the bottom row, unless the height is negative. */
  @ParameterizedTest
  @CsvSource({"40, 39", "-40, 0"})
  void keepsTheOrderOfTheRows(int height, int row) throws Exception {
    Path source = bitmap(MASKS, 56, 16, masks("f800 7e0 1f 0"), 0xffff);
    byte[] file = Files.readAllBytes(source);
    ByteBuffer header = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    header.putInt(22, height).putShort(header.getInt(10), (short) 0xf800);
    Files.write(source, file);

    BufferedImage shown = images.show(images.encode(source, "web", StrategyIds.IMAGE_WEBP));

    assertThat(shown.getRGB(0, row)).isEqualTo(Color.RED.getRGB());
    assertThat(shown.getRGB(0, SIDE - 1 - row)).isEqualTo(Color.WHITE.getRGB());
  }

  @ParameterizedTest(name = "compression {0}, {1} bits, masks {2}")
  @CsvSource({
    "3, 32, ff00ff ff00 ff0000 0",
    "3, 32, ff0000 0 ff 0",
    "3, 24, ff0000 ff00 ff 0",
    "4, 32, ff0000 ff00 ff 0",
    "0, 64, 0 0 0 0"
  })
  void reportsAnIntactUnreadableBitmapAsUnsupported(int compression, int bits, String masks)
      throws Exception {
    Path source = bitmap(compression, 56, bits, masks(masks), 0);

    assertThatExceptionOfType(StageException.class)
        .isThrownBy(() -> images.probe(source))
        .withMessageContaining("BMP whose pixels are stored in an unsupported way")
        .extracting(StageException::code)
        .isEqualTo(ErrorCode.UNSUPPORTED_TYPE);
  }

  @ParameterizedTest
  @CsvSource({"16, f800 7e0 1f 0", "32, 3ff00000 ffc00 3ff 0"})
  void refusesATruncatedBitmap(int bits, String masks) throws Exception {
    Path source = bitmap(MASKS, 56, bits, masks(masks), 0x5555);
    byte[] file = Files.readAllBytes(source);
    Files.write(source, Arrays.copyOf(file, file.length / 2));

    assertThatExceptionOfType(StageException.class)
        .isThrownBy(() -> images.encode(source, "web", StrategyIds.IMAGE_WEBP))
        .extracting(StageException::code)
        .isEqualTo(ErrorCode.PROBE_FAILED);
  }

  private Color show(Path source) throws Exception {
    BufferedImage shown = images.show(images.encode(source, "web", StrategyIds.IMAGE_WEBP));
    return new Color(shown.getRGB(SIDE / 2, SIDE / 2), true);
  }

  private static List<Integer> masks(String hexadecimal) {
    return Arrays.stream(hexadecimal.split(" "))
        .map(mask -> Integer.parseUnsignedInt(mask.replace("0x", ""), 16))
        .toList();
  }

  /** Writes a picture of one colour. */
  private Path bitmap(int compression, int header, int bits, List<Integer> masks, int pixel)
      throws IOException {
    boolean behind = header == 40 && compression != PLAIN;
    int start = 14 + header + (behind ? compression == MASKS_WITH_ALPHA ? 16 : 12 : 0);
    int length = SIDE * SIDE * bits / 8;
    ByteBuffer file = ByteBuffer.allocate(start + length).order(ByteOrder.LITTLE_ENDIAN);
    file.put((byte) 'B').put((byte) 'M').putInt(file.capacity()).putInt(0);
    file.putInt(start).putInt(header).putInt(SIDE).putInt(SIDE);
    file.putShort((short) 1).putShort((short) bits).putInt(compression).putInt(length);
    for (int i = 0; i < 4 && 54 + 4 * i < start; i++) {
      file.putInt(54 + 4 * i, masks.get(i));
    }
    file.position(start);
    while (file.remaining() >= bits / 8) {
      if (bits == 16) {
        file.putShort((short) pixel);
      } else {
        file.putInt(pixel);
      }
      file.position(file.position() + Math.max(0, bits / 8 - 4));
    }
    return Files.write(directory.resolve("picture.bmp"), file.array());
  }
}
