package io.reelway.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.reelway.failure.StageException;
import io.reelway.job.ErrorCode;
import io.reelway.media.Probe;
import io.reelway.plan.StrategyId;
import io.reelway.strategy.StrategyIds;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** TIFF variants: byte order, strips, and the meaning of a fourth sample. */
class ImageTiffTest {
  private static final String UPRIGHT = "red green blue white";

  @TempDir Path directory;
  private Images images;
  private Path file;

  @BeforeEach
  void setUp() {
    images = new Images(directory);
    file = directory.resolve("picture.tif");
  }

  static Stream<Arguments> layouts() {
    return Stream.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)
        .flatMap(order ->
            IntStream.of(8, 16)
                .boxed()
                .flatMap(bits ->
                    IntStream.of(1, 5, TiffBuilder.HEIGHT)
                        .mapToObj(rows -> Arguments.of(order, bits, rows))));
  }

  @ParameterizedTest(name = "{0}, {1} bits, {2} rows in a strip")
  @MethodSource("layouts")
  void readsEveryByteOrderAndStripLayout(ByteOrder order, int bits, int rows) throws Exception {
    Path source =
        new TiffBuilder(TiffBuilder.RGB, 3).order(order).bits(bits).strips(rows).writeCorners(file);

    assertThat(Images.corners(show(source, StrategyIds.IMAGE_WEBP))).isEqualTo(UPRIGHT);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 48x32, red green blue white",
    "2, 48x32, green red white blue",
    "3, 48x32, white blue green red",
    "4, 48x32, blue white red green",
    "5, 32x48, red blue green white",
    "6, 32x48, blue red white green",
    "7, 32x48, white green blue red",
    "8, 32x48, green white red blue",
  })
  void appliesTheOrientationTag(int orientation, String size, String corners) throws Exception {
    Path source = new TiffBuilder(TiffBuilder.RGB, 3).orientation(orientation).writeCorners(file);

    Probe probe = images.probe(source);
    BufferedImage shown = show(source, StrategyIds.IMAGE_WEBP);

    assertThat(probe.picture().width() + "x" + probe.picture().height()).isEqualTo(size);
    assertThat(shown.getWidth() + "x" + shown.getHeight()).isEqualTo(size);
    assertThat(Images.corners(shown)).isEqualTo(corners);
  }

  @ParameterizedTest(name = "{0} bits")
  @CsvSource({"8", "16"})
  void ignoresAFourthSampleThatIsNotDeclaredAsAlpha(int bits) throws Exception {
    Path source =
        new TiffBuilder(TiffBuilder.RGB, 4).bits(bits).extraSample(0).writeCorners(file, 128);

    assertThat(images.probe(source).picture().alpha()).isFalse();
    assertThat(middle(show(source, StrategyIds.IMAGE_WEBP)).getAlpha()).isEqualTo(255);
  }

  /** Half-opaque red is stored as half red in premultiplied files and as full red in the others. */
  @ParameterizedTest(name = "kind {0}, {2} bits, {3}")
  @CsvSource({
    "1, 127, 8, image-webp",
    "1, 127, 8, image-avif",
    "1, 127, 16, image-webp",
    "2, 255, 8, image-webp",
    "2, 255, 8, image-avif",
    "2, 255, 16, image-avif"
  })
  void readsPremultipliedAndStraightAlpha(int kind, int red, int bits, StrategyId strategy)
      throws Exception {
    Path source =
        new TiffBuilder(TiffBuilder.RGB, 4)
            .bits(bits)
            .extraSample(kind)
            .write(file, red, 0, 0, 127);

    Color shown = middle(show(source, strategy));

    assertThat(shown.getRed()).isBetween(248, 255);
    assertThat(shown.getGreen()).isLessThan(10);
    assertThat(shown.getAlpha()).isBetween(125, 129);
  }

  /**
   * White is 255 in a TIFF, as in a JPEG. Read as limited range, every value from 235 would be
   * white.
   */
  @ParameterizedTest
  @CsvSource({"200", "30"})
  void readsLuminanceAsFullRange(int gray) throws Exception {
    Path source = new TiffBuilder(TiffBuilder.YCBCR, 3).tag(530, 1, 1).write(file, gray, 128, 128);

    Color shown = middle(show(source, StrategyIds.IMAGE_WEBP));

    assertThat(shown.getRed()).isBetween(gray - 2, gray + 2);
    assertThat(shown.getGreen()).isBetween(gray - 2, gray + 2);
  }

  /** Intact files that ffmpeg reports as damaged, or does not report at all. */
  enum Unread {
    TILES,
    LAB,
    FLOATING_POINT_WITH_A_PREDICTOR,
    HALF_FLOATS,
    FIVE_SAMPLES,
    JPEG_WITHIN;

    TiffBuilder builder() {
      return switch (this) {
        case TILES -> new TiffBuilder(TiffBuilder.RGB, 3).tag(322, 16).tag(323, 16);
        case LAB -> new TiffBuilder(8, 3);
        case FLOATING_POINT_WITH_A_PREDICTOR ->
            new TiffBuilder(TiffBuilder.RGB, 3).tag(317, 3).tag(339, 3, 3, 3);
        case HALF_FLOATS -> new TiffBuilder(TiffBuilder.RGB, 3).bits(16).tag(339, 3, 3, 3);
        case FIVE_SAMPLES -> new TiffBuilder(TiffBuilder.RGB, 5).tag(338, 2, 0);
        case JPEG_WITHIN -> new TiffBuilder(TiffBuilder.RGB, 3).tag(259, 7);
      };
    }
  }

  @ParameterizedTest
  @EnumSource
  void reportsAnIntactUnreadableTiffAsUnsupported(Unread kind) throws Exception {
    Path source = kind.builder().write(file, 1, 2, 3, 4, 5);

    assertThatExceptionOfType(StageException.class)
        .isThrownBy(() -> images.probe(source))
        .withMessageContaining("TIFF whose pixels are stored in an unsupported way")
        .extracting(StageException::code)
        .isEqualTo(ErrorCode.UNSUPPORTED_TYPE);
  }

  private BufferedImage show(Path source, StrategyId strategy) throws Exception {
    return images.show(images.encode(source, "web", strategy));
  }

  private static Color middle(BufferedImage image) {
    return new Color(image.getRGB(image.getWidth() / 2, image.getHeight() / 2), true);
  }
}
