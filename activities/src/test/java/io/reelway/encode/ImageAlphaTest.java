package io.reelway.encode;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.corpus.Corpus;
import io.reelway.plan.StrategyId;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Outputs keep transparency, measured against the JDK's own reader. */
class ImageAlphaTest {
  @TempDir Path directory;
  private Images images;

  @BeforeEach
  void setUp() {
    images = new Images(directory);
  }

  @ParameterizedTest
  @CsvSource({
    "image/png-alpha-2048x1536.png, image-webp",
    "image/png-alpha-2048x1536.png, image-avif",
    "image/png-adam7-rgba.png, image-webp",
    "image/png-adam7-rgba.png, image-avif",
  })
  void keepsTransparency(String file, StrategyId strategy) throws Exception {
    Patches meant = new Patches(ImageIO.read(Corpus.file(file).toFile()));

    Patches shown = new Patches(images.show(images.encode(Corpus.file(file), "mobile", strategy)));

    assertThat(shown.alphaDistance(meant)).isLessThan(1.0);
    assertThat(shown.colourDistance(meant)).isLessThan(3.0);
  }

  /** An AVIF stores its transparency as a separate picture, which a decoder may ignore. */
  @ParameterizedTest
  @ValueSource(strings = {"image-webp", "image-avif"})
  void readsTheTransparencyOfAnAvif(StrategyId strategy) throws Exception {
    Path source = Corpus.file("image/avif-alpha.avif");
    Patches meant = new Patches(images.show(source));

    BufferedImage shown = images.show(images.encode(source, "web", strategy));

    assertThat(shown.getRGB(0, 0) >>> 24).isLessThan(10);
    assertThat(new Patches(shown).alphaDistance(meant)).isLessThan(1.0);
  }
}
