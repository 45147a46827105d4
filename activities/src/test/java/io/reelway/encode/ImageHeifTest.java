package io.reelway.encode;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.image.PictureHeaders;
import io.reelway.image.strip.OriginalImage;
import io.reelway.media.Probe;
import io.reelway.plan.Presets;
import io.reelway.source.Container;
import io.reelway.strategy.StrategyIds;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** AVIF and HEIC files with several pictures, or with more than a picture. */
class ImageHeifTest {
  @TempDir Path directory;
  private Images images;

  @BeforeEach
  void setUp() {
    images = new Images(directory);
  }

  /** The coarse layer is blue and the fine layer red; viewers end with the fine layer. */
  @ParameterizedTest(name = "{0} parts, in the last box: {1}")
  @CsvSource({"1, false", "2, false", "1, true", "2, true"})
  void decodesTheFinestLayerOfAProgressiveAvif(int parts, boolean inTheLastBox) throws Exception {
    AvifBuilder builder =
        new AvifBuilder(still("red", "64x48")).coded(LayeredAv1.picture(layers())).inParts(parts);
    Path source =
        (inTheLastBox ? builder.inTheLastBox() : builder)
            .write(directory.resolve("progressive.avif"));

    assertThat(images.probe(source).warnings()).isEmpty();
    assertThat(middle(images.encode(source, "web", StrategyIds.IMAGE_WEBP)).getRed())
        .isGreaterThan(200);
    assertThat(middle(images.encode(source, "web", StrategyIds.IMAGE_WEBP)).getBlue())
        .isLessThan(60);
  }

  private Path layers() throws Exception {
    Path film = directory.resolve("layers.obu");
    images.ffmpeg(
        List.of(
            "-v",
            "error",
            "-f",
            "lavfi",
            "-i",
            "color=blue:s=64x48:r=1:d=1[b];color=red:s=64x48:r=1:d=1[r];[b][r]concat",
            "-pix_fmt",
            "yuv420p",
            "-c:v",
            "libaom-av1",
            "-cpu-used",
            "8",
            "-usage",
            "realtime",
            "-lag-in-frames",
            "0",
            "-crf",
            "20",
            film.toString()));
    return film;
  }

  /**
   * Phones store one photo of a burst in full size and the whole burst as a small film in the same
   * file.
   */
  @ParameterizedTest
  @CsvSource({"128x96, false", "64x48, true"})
  void decodesThePhotoOfABurstUnlessTheFilmIsAsLarge(String size, boolean animated)
      throws Exception {
    Path source =
        new AvifBuilder(still("red", size)).behind(film()).write(directory.resolve("burst.avif"));

    Probe probe = images.probe(source);

    assertThat(probe.animated()).isEqualTo(animated);
    assertThat(probe.picture().width() + "x" + probe.picture().height()).isEqualTo(size);
    Color shown = middle(images.encode(source, "web", StrategyIds.IMAGE_AVIF));
    assertThat(shown.getRed() > 200).isNotEqualTo(animated);
  }

  /** An MP4 with the brand of an animation: a blue and a green frame of 64 x 48. */
  private byte[] film() throws Exception {
    Path file = directory.resolve("film.mp4");
    images.ffmpeg(
        List.of(
            "-v",
            "error",
            "-f",
            "lavfi",
            "-i",
            "color=blue:s=64x48:r=5:d=0.2[b];color=green:s=64x48:r=5:d=0.2[g];[b][g]concat",
            "-pix_fmt",
            "yuv420p",
            "-c:v",
            "libaom-av1",
            "-cpu-used",
            "8",
            file.toString()));
    return Files.readString(file, StandardCharsets.ISO_8859_1)
        .replaceFirst("ftypisom", "ftypavis")
        .replace("vide\0\0\0\0", "pict\0\0\0\0")
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  /** libavif refuses a file with an empty EXIF item. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void removesTheExifItemOfAnOriginal(boolean inTheLastBox) throws Exception {
    byte[] exif = "\0\0\0\0MM\0*\0\0\0\bZwetschge".getBytes(StandardCharsets.ISO_8859_1);
    AvifBuilder builder = new AvifBuilder(still("red", "64x48")).exif(exif);
    Path source =
        (inTheLastBox ? builder.inTheLastBox() : builder).write(directory.resolve("exif.avif"));
    Path original = directory.resolve("original.avif");

    assertThat(OriginalImage.strip(source, Container.HEIF, original)).isTrue();

    String text = Files.readString(original, StandardCharsets.ISO_8859_1);
    assertThat(text).doesNotContain("Exif", "Zwetschge", "MM\0*");
    assertThat(text).hasSize((int) Files.size(source));
    assertThat(PictureHeaders.read(original, Container.HEIF))
        .isEqualTo(PictureHeaders.read(source, Container.HEIF));
    assertThat(images.probe(original).warnings()).isEmpty();
    assertThat(middle(original).getRed()).isGreaterThan(200);
  }

  @Test
  void doesNotReportATiledOriginalAsDamaged() throws Exception {
    List<Path> tiles = new ArrayList<>();
    for (String colour : List.of("red", "lime", "blue", "white")) {
      tiles.add(still(colour, "64x64"));
    }
    Path source = new HeifBuilder(2, 2).write(directory.resolve("grid.avif"), 100, 90, 64, tiles);
    Studio studio = new Studio(directory);

    Studio.Take take = studio.encode(source, Presets.WEB, StrategyIds.ORIGINAL);

    assertThat(studio.check(take).warnings()).isEmpty();
  }

  private Path still(String colour, String size) throws Exception {
    Path file = directory.resolve(colour + ".avif");
    images.ffmpeg(
        List.of(
            "-v",
            "error",
            "-f",
            "lavfi",
            "-i",
            "color=" + colour + ":s=" + size,
            "-frames:v",
            "1",
            "-c:v",
            "libaom-av1",
            "-cpu-used",
            "8",
            "-still-picture",
            "1",
            "-pix_fmt",
            "yuv420p",
            file.toString()));
    return file;
  }

  private Color middle(Path file) throws Exception {
    BufferedImage shown = images.show(file);
    return new Color(shown.getRGB(shown.getWidth() / 2, shown.getHeight() / 2), true);
  }
}
