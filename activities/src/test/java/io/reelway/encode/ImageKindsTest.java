package io.reelway.encode;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.image.Animation;
import io.reelway.image.Animations;
import io.reelway.image.PictureHeaders;
import io.reelway.media.Probe;
import io.reelway.source.Container;
import io.reelway.strategy.StrategyIds;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rare kinds of images that ffmpeg alone shows differently from browsers. */
class ImageKindsTest {
  @TempDir Path directory;
  private Images images;

  @BeforeEach
  void setUp() {
    images = new Images(directory);
  }

  @ParameterizedTest
  @CsvSource({"16, 0", "126, 128", "235, 255"})
  void expandsTheLimitedRangeOfAGrayAvif(int stored, int shown) throws Exception {
    Path source = avif("gray", stored, 128, 128);

    Color colour = middle(images.show(images.encode(source, "web", StrategyIds.IMAGE_WEBP)));

    assertThat(colour.getGreen()).isBetween(shown - 2, shown + 2);
  }

  /** By MIAF, the container's range and matrix override those of the coded picture. */
  @ParameterizedTest
  @CsvSource({"32, 32", "224, 224"})
  void takesTheRangeOfAnAvifFromItsContainer(int stored, int shown) throws Exception {
    Path source =
        new AvifBuilder(avif("yuv420p", stored, 128, 128))
            .matrix(6, /* full= */ true)
            .write(directory.resolve("full.avif"));

    Color colour = middle(images.show(images.encode(source, "web", StrategyIds.IMAGE_WEBP)));

    assertThat(colour.getGreen()).isBetween(shown - 2, shown + 2);
  }

  /** Green is Y + Cg, red is Y - Cg + Co, blue is Y - Cg - Co. */
  @Test
  void convertsAnAvifWithTheMatrixYCgCo() throws Exception {
    Path source =
        new AvifBuilder(avif("yuv420p", 100, 108, 168))
            .matrix(8, /* full= */ true)
            .write(directory.resolve("ycgco.avif"));

    Color colour = middle(images.show(images.encode(source, "web", StrategyIds.IMAGE_WEBP)));

    assertThat(colour.getRed()).isBetween(157, 163);
    assertThat(colour.getGreen()).isBetween(77, 83);
    assertThat(colour.getBlue()).isBetween(77, 83);
  }

  @ParameterizedTest
  @ValueSource(ints = {65_535, 100_000, -1})
  void limitsPlaysToTheMaximumOfTheFormat(int plays) throws Exception {
    Duration delay = Duration.ofMillis(100);
    Path source = animation(plays, List.of(delay, delay));

    Path output = images.encode(source, "web", StrategyIds.IMAGE_WEBP);

    assertThat(animationOf(output, Container.WEBP).plays()).isEqualTo(65_535);
  }

  /** A source frame longer than 24 bits of milliseconds is shortened to that maximum. */
  @Test
  void limitsAFrameDurationToTheMaximumOfTheFormat() throws Exception {
    Path source = animation(1, List.of(Duration.ofMillis(100), Duration.ofMillis(100)));
    byte[] png = Files.readAllBytes(source);
    int control = new String(png, StandardCharsets.ISO_8859_1).indexOf("fcTL") + 4;
    ByteBuffer.wrap(png).putShort(control + 20, (short) 60_000).putShort(control + 22, (short) 1);
    Files.write(source, png);

    Path output = images.encode(source, "web", StrategyIds.IMAGE_WEBP);

    assertThat(animationOf(output, Container.WEBP).delays().getFirst())
        .isEqualTo(Duration.ofMillis(0xff_ffff));
  }

  @Test
  void leavesTheCanvasOfAGifEmptyWhereTheFirstFrameDoesNotDraw() throws Exception {
    Path source = gif("2c 0800 0000 0800 1000 00");

    BufferedImage shown = images.show(images.encode(source, "web", StrategyIds.IMAGE_WEBP));

    assertThat(new Color(shown.getRGB(2, 8), true).getAlpha()).isZero();
    assertThat(new Color(shown.getRGB(12, 8), true)).isEqualTo(Color.RED);
  }

  @Test
  void declaresAlphaWhenTheFirstFrameLeavesAPartUncovered() throws Exception {
    Path source =
        gif(
            "21f904 04 0a00 00 00 2c 0000 0000 0800 1000 00",
            "21f904 04 0a00 00 00 2c 0800 0000 0800 1000 00");

    byte[] webp = Files.readAllBytes(images.encode(source, "web", StrategyIds.IMAGE_WEBP));

    assertThat(new String(webp, 12, 4, StandardCharsets.US_ASCII)).isEqualTo("VP8X");
    assertThat(webp[20] & 0x10).isEqualTo(0x10);
  }

  @Test
  void blendsTransparent16BitFrames() throws Exception {
    Path source = directory.resolve("deep.png");
    images.ffmpeg(
        List.of(
            "-v",
            "error",
            "-f",
            "lavfi",
            "-i",
            "testsrc2=s=32x32:r=5:d=0.4,format=rgba,colorchannelmixer=aa=0.5,format=rgba64be",
            "-plays",
            "0",
            "-pred",
            "none",
            "-f",
            "apng",
            source.toString()));
    byte[] png = Files.readAllBytes(source);
    overlay(png);
    Files.write(source, png);

    Path output = images.encode(source, "web", StrategyIds.IMAGE_WEBP);

    assertThat(animationOf(output, Container.WEBP).length()).isEqualTo(Duration.ofMillis(400));
  }

  /**
   * Sets all frames to blend over the canvas. Their checksums become wrong, but no reader checks
   * them.
   */
  private static void overlay(byte[] png) {
    String text = new String(png, StandardCharsets.ISO_8859_1);
    for (int at = text.indexOf("fcTL"); at > 0; at = text.indexOf("fcTL", at + 1)) {
      png[at + 4 + 25] = 1;
    }
  }

  @Test
  void dropsTheSoundOfAnAnimationWithAWarning() throws Exception {
    Path source = film("-f", "lavfi", "-i", "sine=d=1", "-c:a", "libopus");

    Probe probe = images.probe(source);

    assertThat(probe.warnings()).singleElement().asString().contains("sound");
    assertThat(probe.animated()).isTrue();
    assertThat(
            animationOf(images.encode(source, "web", StrategyIds.IMAGE_WEBP), Container.WEBP)
                .delays())
        .hasSizeGreaterThan(1);
  }

  @ParameterizedTest
  @CsvSource({"urn:mpeg:hevc:2015:auxid:2, false", "urn:mpeg:hevc:2015:auxid:1, true"})
  void readsAnAuxiliaryTrackAsAlphaOnlyWhenItsTypeSaysSo(String kind, boolean transparent)
      throws Exception {
    Path source = film("-f", "lavfi", "-i", "color=gray:s=64x48:r=5:d=1", "-map", "0", "-map", "1");
    byte[] file = Files.readAllBytes(source);
    String text = new String(file, StandardCharsets.ISO_8859_1);
    int handler = text.lastIndexOf("pict");
    System.arraycopy("auxv".getBytes(StandardCharsets.US_ASCII), 0, file, handler, 4);
    auxiliary(file, text.lastIndexOf("fiel"), kind);
    Files.write(source, file);

    assertThat(images.probe(source).picture().alpha()).isEqualTo(transparent);
  }

  /** Overwrites the boxes for fields, aspect and bit rate, which the test does not need. */
  private static void auxiliary(byte[] file, int fields, String kind) {
    ByteBuffer.wrap(file, fields - 4, 46)
        .putInt(46)
        .put("auxi".getBytes(StandardCharsets.US_ASCII))
        .putInt(0)
        .put(kind.getBytes(StandardCharsets.US_ASCII))
        .put(new byte[46 - 12 - kind.length()]);
  }

  private Path avif(String format, int luma, int cb, int cr) throws Exception {
    Path raw = directory.resolve("raw");
    ByteArrayOutputStream planes = new ByteArrayOutputStream();
    for (int i = 0; i < 32 * 32; i++) {
      planes.write(luma);
    }
    for (int i = 0; i < 2 * 16 * 16; i++) {
      planes.write(i < 16 * 16 ? cb : cr);
    }
    Files.write(raw, planes.toByteArray());
    Path file = directory.resolve(format + luma + ".avif");
    images.ffmpeg(
        List.of(
            "-v",
            "error",
            "-f",
            "rawvideo",
            "-pix_fmt",
            "yuv420p",
            "-s",
            "32x32",
            "-color_range",
            "tv",
            "-i",
            raw.toString(),
            "-vf",
            format.equals("gray") ? "extractplanes=y,setparams=range=limited" : "null",
            "-c:v",
            "libaom-av1",
            "-still-picture",
            "1",
            "-crf",
            "5",
            "-cpu-used",
            "8",
            "-color_range",
            "tv",
            file.toString()));
    return file;
  }

  private Path animation(int plays, List<Duration> delays) throws Exception {
    Path source = Animations.write(directory.resolve("source.png"), new Animation(0, delays));
    byte[] png = Files.readAllBytes(source);
    int control = new String(png, StandardCharsets.ISO_8859_1).indexOf("acTL") + 4;
    ByteBuffer.wrap(png).putInt(control + 4, plays);
    return Files.write(source, png);
  }

  private static Animation animationOf(Path file, Container container) throws Exception {
    return Objects.requireNonNull(PictureHeaders.read(file, container).animation());
  }

  /** A canvas of 16 x 16 pixels with red frames on a blue background. */
  private Path gif(String... frames) throws Exception {
    StringBuilder hex = new StringBuilder("474946383961 1000 1000 80 01 00 ff0000 0000ff");
    for (String frame : frames) {
      hex.append(frame).append("02").append(pixels(128));
    }
    return Files.write(
        directory.resolve("frames.gif"),
        HexFormat.of().parseHex(hex.append("3b").toString().replace(" ", "")));
  }

  /**
   * LZW data of the first colour in codes of three bits: clear and 0 for each pixel, then the end
   * code.
   */
  private static String pixels(int count) {
    int bits = 3 * (2 * count + 1);
    byte[] packed = new byte[(bits + 7) / 8];
    for (int i = 0; i < 2 * count + 1; i++) {
      int code = i == 2 * count ? 5 : i % 2 == 0 ? 4 : 0;
      for (int bit = 0; bit < 3; bit++) {
        packed[(3 * i + bit) / 8] |= (byte) ((code >> bit & 1) << ((3 * i + bit) % 8));
      }
    }
    return HexFormat.of().toHexDigits((byte) packed.length)
        + HexFormat.of().formatHex(packed)
        + "00";
  }

  /** An MP4 with the brand of an animation. */
  private Path film(String... second) throws Exception {
    Path file = directory.resolve("film.mp4");
    List<String> words = new ArrayList<>(List.of("-v", "error"));
    words.addAll(List.of("-f", "lavfi", "-i", "testsrc2=s=64x48:r=5:d=1"));
    words.addAll(List.of(second));
    words.addAll(List.of("-c:v", "libaom-av1", "-cpu-used", "8", "-f", "mp4", file.toString()));
    images.ffmpeg(words);
    String text =
        Files.readString(file, StandardCharsets.ISO_8859_1)
            .replaceFirst("ftypisom", "ftypavis")
            .replace("vide\0\0\0\0", "pict\0\0\0\0");
    return Files.writeString(directory.resolve("film.avif"), text, StandardCharsets.ISO_8859_1);
  }

  private static Color middle(BufferedImage image) {
    return new Color(image.getRGB(image.getWidth() / 2, image.getHeight() / 2), true);
  }
}
