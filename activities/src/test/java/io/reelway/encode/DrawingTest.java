package io.reelway.encode;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.image.PictureHeaders;
import io.reelway.plan.Presets;
import io.reelway.plan.StrategyId;
import io.reelway.source.Container;
import io.reelway.spec.Preset;
import io.reelway.strategy.StrategyIds;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Drawings: screenshots, scanned text and the like, with thin lines of strong colours. */
class DrawingTest {
  private static final int SIDE = 200;

  @TempDir Path directory;
  private Studio studio;

  @BeforeEach
  void setUp() {
    studio = new Studio(directory);
  }

  @ParameterizedTest
  @CsvSource({"web, image-webp", "low-bandwidth, image-avif", "low-bandwidth, image-jpeg"})
  void encodesLosslesslyWhenThatIsNotLarger(String preset, StrategyId strategy) throws Exception {
    BufferedImage screenshot = lines(BufferedImage.TYPE_INT_RGB);

    Studio.Take take = encode(screenshot, preset, strategy);

    assertThat(take.encoding().attempt().strategy()).isEqualTo(StrategyIds.IMAGE_WEBP);
    assertThat(PictureHeaders.read(take.output(), Container.WEBP).canvas()).isNotNull();
    Path webp = Files.copy(take.output(), directory.resolve("made.webp"));
    BufferedImage shown = new Images(directory).show(webp);
    for (int i = 0; i < SIDE * SIDE; i++) {
      assertThat(shown.getRGB(i % SIDE, i / SIDE)).isEqualTo(screenshot.getRGB(i % SIDE, i / SIDE));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {BufferedImage.TYPE_BYTE_BINARY, BufferedImage.TYPE_BYTE_INDEXED})
  void makesABilevelOrPalettePictureSmaller(int type) throws Exception {
    Studio.Take take = encode(lines(type), "web", StrategyIds.IMAGE_WEBP);

    assertThat(take.output().toFile().length())
        .isLessThan(directory.resolve("drawing.png").toFile().length());
  }

  /**
   * Fax machines and scanners write such files. They take a sixteenth of the space of plain pixels.
   */
  @Test
  void makesAFaxSmaller() throws Exception {
    Path source = directory.resolve("fax.tif");
    ImageWriter writer = ImageIO.getImageWritersByFormatName("tiff").next();
    ImageWriteParam fax = writer.getDefaultWriteParam();
    fax.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    fax.setCompressionType("CCITT T.6");
    try (ImageOutputStream out = ImageIO.createImageOutputStream(source.toFile())) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(lines(BufferedImage.TYPE_BYTE_BINARY), null, null), fax);
    }

    Studio.Take take = studio.encode(source, Presets.WEB, StrategyIds.IMAGE_WEBP);

    assertThat(Files.size(take.output())).isLessThan(Files.size(source));
    assertThat(studio.check(take).warnings()).isEmpty();
  }

  @Test
  void doesNotClassifyAPhotoAsADrawing() throws Exception {
    BufferedImage photo = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    Random noise = new Random(1);
    for (int i = 0; i < SIDE * SIDE; i++) {
      photo.setRGB(i % SIDE, i / SIDE, noise.nextInt() & 0x3f3f3f);
    }

    Studio.Take take = encode(photo, "low-bandwidth", StrategyIds.IMAGE_AVIF);

    assertThat(take.encoding().attempt().strategy()).isEqualTo(StrategyIds.IMAGE_AVIF);
  }

  private Studio.Take encode(BufferedImage picture, String preset, StrategyId strategy)
      throws Exception {
    Path source = directory.resolve("drawing.png");
    ImageIO.write(picture, "png", source.toFile());
    Preset wanted = Presets.named(preset).orElseThrow();
    return studio.encode(source, wanted, strategy);
  }

  private static BufferedImage lines(int type) {
    BufferedImage image = new BufferedImage(SIDE, SIDE, type);
    Graphics2D pen = image.createGraphics();
    pen.setColor(Color.WHITE);
    pen.fillRect(0, 0, SIDE, SIDE);
    for (int i = 3; i < SIDE; i += 7) {
      pen.setColor(i % 2 == 0 ? Color.RED : Color.BLACK);
      pen.drawLine(i, i % 50, SIDE - i, SIDE - 3);
    }
    pen.dispose();
    return image;
  }
}
