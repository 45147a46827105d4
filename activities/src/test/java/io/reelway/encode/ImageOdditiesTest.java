package io.reelway.encode;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.corpus.Corpus;
import io.reelway.image.Animation;
import io.reelway.image.Animations;
import io.reelway.image.PictureHeaders;
import io.reelway.plan.StrategyId;
import io.reelway.source.Container;
import io.reelway.strategy.StrategyIds;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Oddities that other programs write and that ffmpeg alone shows wrong. */
class ImageOdditiesTest {
  @TempDir Path directory;
  private Images images;

  @BeforeEach
  void setUp() {
    images = new Images(directory);
  }

  @Test
  void dropsDataAfterTheEndOfAPng() throws Exception {
    Path png = Corpus.file("image/png-palette.png");
    ByteArrayOutputStream longer = new ByteArrayOutputStream();
    longer.writeBytes(Files.readAllBytes(png));
    longer.writeBytes("PK\3\4 <script>".getBytes(StandardCharsets.ISO_8859_1));
    Path source = Files.write(directory.resolve("polyglot.png"), longer.toByteArray());

    BufferedImage shown = images.show(images.encode(source, "web", StrategyIds.IMAGE_WEBP));

    Patches meant = new Patches(ImageIO.read(png.toFile()));
    assertThat(new Patches(shown).colourDistance(meant)).isLessThan(1.5);
  }

  /**
   * Such a profile is a leftover of a program that converted the picture to gray and back. It has
   * no meaning.
   */
  @Test
  void ignoresAGrayProfileInAColourPicture() throws Exception {
    Path photo = Corpus.file("image/exif-orientation-1.jpg");
    byte[] bytes = Files.readAllBytes(photo);
    byte[] profile = ICC_Profile.getInstance(ColorSpace.CS_GRAY).getData();
    ByteArrayOutputStream labelled = new ByteArrayOutputStream();
    labelled.write(bytes, 0, 2);
    labelled.writeBytes(new byte[] {(byte) 0xff, (byte) 0xe2});
    labelled.write((profile.length + 16) >> 8);
    labelled.write(profile.length + 16);
    labelled.writeBytes("ICC_PROFILE\0\1\1".getBytes(StandardCharsets.ISO_8859_1));
    labelled.writeBytes(profile);
    labelled.write(bytes, 2, bytes.length - 2);
    Path source = Files.write(directory.resolve("gray.jpg"), labelled.toByteArray());
    Patches meant = new Patches(ImageIO.read(photo.toFile()));

    BufferedImage shown = images.show(images.encode(source, "web", StrategyIds.IMAGE_WEBP));

    assertThat(new Patches(shown).colourDistance(meant)).isLessThan(1.0);
  }

  /** Chroma subsampling would smear an icon. */
  @Test
  void keepsTheFullChromaOfAnIcon() throws Exception {
    BufferedImage icon = new BufferedImage(16, 12, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 16 * 12; i++) {
      icon.setRGB(i % 16, i / 16, (i * 7919) & 0xffffff);
    }
    Path source = directory.resolve("icon.png");
    ImageIO.write(icon, "png", source.toFile());

    BufferedImage shown = images.show(images.encode(source, "web", StrategyIds.IMAGE_WEBP));

    for (int i = 0; i < 16 * 12; i++) {
      assertThat(shown.getRGB(i % 16, i / 16)).isEqualTo(icon.getRGB(i % 16, i / 16));
    }
  }

  /** All viewers apply a minimum frame time; ffmpeg uses the time in the file. */
  @ParameterizedTest
  @ValueSource(strings = {"image-webp", "image-avif"})
  void slowsTooFastFramesAsViewersDo(StrategyId strategy) throws Exception {
    Animation hurried =
        new Animation(
            0, Stream.of(0, 10, 50, 10).map(Duration::ofMillis).toList(), /* retimed= */ true);
    Path source = Animations.write(directory.resolve("source.png"), hurried);

    Path output = images.encode(source, "web", strategy);

    Container container = strategy.equals(StrategyIds.IMAGE_AVIF) ? Container.HEIF : Container.WEBP;
    Animation made = Objects.requireNonNull(PictureHeaders.read(output, container).animation());
    assertThat(made.delays())
        .isEqualTo(List.of(100, 100, 50, 100).stream().map(Duration::ofMillis).toList());
    assertThat(made.retimed()).isFalse();
  }
}
