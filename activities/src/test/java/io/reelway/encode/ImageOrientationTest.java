package io.reelway.encode;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.corpus.Corpus;
import io.reelway.media.Probe;
import io.reelway.strategy.StrategyIds;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Outputs are upright: the orientation is applied exactly once. */
class ImageOrientationTest {
  @TempDir Path directory;
  private Images images;

  @BeforeEach
  void setUp() {
    images = new Images(directory);
  }

  /** A picture of 96 x 64 with the stored quarters red, green, blue and white, row by row. */
  @ParameterizedTest
  @CsvSource({
    "1, 96x64, red green blue white",
    "2, 96x64, green red white blue",
    "3, 96x64, white blue green red",
    "4, 96x64, blue white red green",
    "5, 64x96, red blue green white",
    "6, 64x96, blue red white green",
    "7, 64x96, white green blue red",
    "8, 64x96, green white red blue",
    // Not defined. Some programs write 0 for unknown.
    "0, 96x64, red green blue white",
    "9, 96x64, red green blue white",
  })
  void appliesTheExifOrientation(int orientation, String size, String corners) throws Exception {
    Path photo = photo(orientation);

    Probe probe = images.probe(photo);
    BufferedImage shown = images.show(images.encode(photo, "web", StrategyIds.IMAGE_WEBP));

    assertThat(probe.picture().width() + "x" + probe.picture().height()).isEqualTo(size);
    assertThat(shown.getWidth() + "x" + shown.getHeight()).isEqualTo(size);
    assertThat(Images.corners(shown)).isEqualTo(corners);
  }

  @Test
  void appliesTheTransformsOfAHeifContainer() throws Exception {
    Path source = Corpus.file("image/avif-irot3.avif");
    Patches meant = new Patches(images.show(source));

    BufferedImage shown = images.show(images.encode(source, "web", StrategyIds.IMAGE_WEBP));

    assertThat(shown.getWidth()).isEqualTo(640);
    assertThat(new Patches(shown).colourDistance(meant)).isLessThan(1.5);
  }

  private Path photo(int orientation) throws Exception {
    BufferedImage image = new BufferedImage(96, 64, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = image.createGraphics();
    Color[] colours = {Color.RED, Color.GREEN, Color.BLUE, Color.WHITE};
    for (int i = 0; i < colours.length; i++) {
      pen.setColor(colours[i]);
      pen.fillRect(i % 2 * 48, i / 2 * 32, 48, 32);
    }
    pen.dispose();
    ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
    ImageIO.write(image, "jpeg", jpeg);
    byte[] bytes = jpeg.toByteArray();
    ByteArrayOutputStream tagged = new ByteArrayOutputStream();
    tagged.write(bytes, 0, 2);
    tagged.writeBytes(
        HexFormat.of()
            .parseHex(
                "ffe1002245786966000049492a00080000000100120103000100000000000000000000000000"
                    .replace("0100000000000000", "01000000%02x000000".formatted(orientation))));
    tagged.write(bytes, 2, bytes.length - 2);
    return Files.write(directory.resolve("photo.jpg"), tagged.toByteArray());
  }
}
