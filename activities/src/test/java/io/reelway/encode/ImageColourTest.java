package io.reelway.encode;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.corpus.Corpus;
import io.reelway.plan.StrategyId;
import io.reelway.strategy.StrategyIds;
import java.awt.Color;
import java.awt.Graphics;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Colours of outputs, measured against the JDK's own reader, which applies the profile in the file.
 */
class ImageColourTest {
  @TempDir Path directory;
  private Images images;

  @BeforeEach
  void setUp() {
    images = new Images(directory);
  }

  @ParameterizedTest
  @CsvSource({
    "image/display-p3-apple-gainmap.jpg, image-webp",
    "image/display-p3-apple-gainmap.jpg, image-avif",
    "image/display-p3-apple-gainmap.jpg, image-jpeg",
    "image/adobergb-gps-progressive.jpg, image-webp",
    "image/prophoto-icc.jpg, image-avif",
    "image/png-16bit-rgb-icc.png, image-webp",
    "image/gps-exif-nikon.jpg, image-avif",
  })
  void convertsColoursByTheProfile(String file, StrategyId strategy) throws Exception {
    Patches meant = new Patches(ImageIO.read(Corpus.file(file).toFile()));

    Path output = images.encode(Corpus.file(file), "web", strategy);

    assertThat(new Patches(images.show(output)).colourDistance(meant)).isLessThan(1.0);
  }

  /** Proves that the test above can fail: it ignores the profiles of the same pictures. */
  @ParameterizedTest
  @CsvSource({
    "image/display-p3-apple-gainmap.jpg",
    "image/adobergb-gps-progressive.jpg",
    "image/prophoto-icc.jpg"
  })
  void ignoringAProfileFailsTheComparison(String file) throws Exception {
    Patches meant = new Patches(ImageIO.read(Corpus.file(file).toFile()));

    BufferedImage ignorant = images.show(Corpus.file(file));

    assertThat(new Patches(ignorant).colourDistance(meant)).isGreaterThan(1.2);
  }

  @ParameterizedTest
  @CsvSource({"image-webp", "image-avif", "image-jpeg"})
  void convertsCmykByItsProfile(StrategyId strategy) throws Exception {
    Path output = images.encode(Corpus.file("image/cmyk-swop-icc.jpg"), "web", strategy);

    BufferedImage shown = images.show(output);

    // 40 % cyan and 18 % yellow in SWOP, by Little CMS. A plain multiplication gives (152, 253,
    // 209).
    assertChannels(shown.getRGB(194, 109), 153, 213, 214);
  }

  /** The expected value is from Little CMS; the JDK's reader treats every gray as linear light. */
  @Test
  void convertsGrayByItsProfile() throws Exception {
    Path gray = Corpus.file("image/grayscale-dotgain-icc.jpg");

    BufferedImage shown = images.show(images.encode(gray, "web", StrategyIds.IMAGE_JPEG));

    assertChannels(shown.getRGB(25, 25), 200, 200, 200);
  }

  /** Renderers write linear light; half of the visible range lies below a fifth of it. */
  @Test
  void convertsLinearLightToTheSameBrightness() throws Exception {
    BufferedImage light = new BufferedImage(48, 48, BufferedImage.TYPE_INT_RGB);
    Graphics paint = light.getGraphics();
    paint.setColor(new Color(55, 3, 8));
    paint.fillRect(0, 0, 48, 48);
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(light, "png", png);
    Path source = Files.write(directory.resolve("linear.png"), withGamma(png.toByteArray(), 1));

    BufferedImage shown = images.show(images.encode(source, "web", StrategyIds.IMAGE_AVIF));

    assertChannels(shown.getRGB(24, 24), 128, 28, 50);
  }

  /** Inserts a chunk of four bytes after the header, which ends at byte 33. */
  private static byte[] withGamma(byte[] png, double gamma) {
    byte[] chunk =
        ByteBuffer.allocate(8).put("gAMA".getBytes(US_ASCII)).putInt((int) (gamma * 1e5)).array();
    CRC32 checksum = new CRC32();
    checksum.update(chunk);
    return ByteBuffer.allocate(png.length + 16)
        .put(png, 0, 33)
        .putInt(4)
        .put(chunk)
        .putInt((int) checksum.getValue())
        .put(png, 33, png.length - 33)
        .array();
  }

  private static void assertChannels(int rgb, int red, int green, int blue) {
    assertThat(rgb >> 16 & 0xff).isBetween(red - 1, red + 1);
    assertThat(rgb >> 8 & 0xff).isBetween(green - 1, green + 1);
    assertThat(rgb & 0xff).isBetween(blue - 1, blue + 1);
  }
}
