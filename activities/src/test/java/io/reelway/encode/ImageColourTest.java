package io.reelway.encode;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.corpus.Corpus;
import io.reelway.plan.Strategy;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Colours, measured against the JDK's own reader, which converts by the profile in the file. */
class ImageColourTest {
  @TempDir Path directory;
  private Images images;

  @BeforeEach
  void setUp() {
    images = new Images(directory);
  }

  @ParameterizedTest
  @CsvSource({
    "image/display-p3-apple-gainmap.jpg, IMAGE_WEBP",
    "image/display-p3-apple-gainmap.jpg, IMAGE_AVIF",
    "image/display-p3-apple-gainmap.jpg, IMAGE_JPEG",
    "image/adobergb-gps-progressive.jpg, IMAGE_WEBP",
    "image/prophoto-icc.jpg, IMAGE_AVIF",
    "image/png-16bit-rgb-icc.png, IMAGE_WEBP",
    "image/gps-exif-nikon.jpg, IMAGE_AVIF",
  })
  void showsTheColoursThatTheProfileMeans(String file, Strategy strategy) throws Exception {
    Patches meant = new Patches(ImageIO.read(Corpus.file(file).toFile()));

    Path output = images.encode(Corpus.file(file), "web", strategy);

    assertThat(new Patches(images.show(output)).colourDistance(meant)).isLessThan(1.0);
  }

  /** So that the test above can fail: the same pictures with their profiles ignored. */
  @ParameterizedTest
  @CsvSource({
    "image/display-p3-apple-gainmap.jpg",
    "image/adobergb-gps-progressive.jpg",
    "image/prophoto-icc.jpg"
  })
  void aProfileMakesADifferenceThatIsMeasured(String file) throws Exception {
    Patches meant = new Patches(ImageIO.read(Corpus.file(file).toFile()));

    BufferedImage ignorant = images.show(Corpus.file(file));

    assertThat(new Patches(ignorant).colourDistance(meant)).isGreaterThan(1.2);
  }

  @ParameterizedTest
  @CsvSource({"IMAGE_WEBP", "IMAGE_AVIF", "IMAGE_JPEG"})
  void turnsInksIntoTheLightThatTheirProfileMeans(Strategy strategy) throws Exception {
    Path output = images.encode(Corpus.file("image/cmyk-swop-icc.jpg"), "web", strategy);

    BufferedImage shown = images.show(output);

    // 40 % cyan and 18 % yellow in SWOP, by Little CMS. Plainly multiplied it is (152, 253, 209).
    assertChannels(shown.getRGB(194, 109), 153, 213, 214);
  }

  /** By Little CMS; the JDK's reader takes every gray for linear light. */
  @Test
  void keepsGrayGrayAndAsDarkAsItsProfileMeans() throws Exception {
    Path gray = Corpus.file("image/grayscale-dotgain-icc.jpg");

    BufferedImage shown = images.show(images.encode(gray, "web", Strategy.IMAGE_JPEG));

    assertChannels(shown.getRGB(25, 25), 200, 200, 200);
  }

  private static void assertChannels(int rgb, int red, int green, int blue) {
    assertThat(rgb >> 16 & 0xff).isBetween(red - 1, red + 1);
    assertThat(rgb >> 8 & 0xff).isBetween(green - 1, green + 1);
    assertThat(rgb & 0xff).isBetween(blue - 1, blue + 1);
  }
}
