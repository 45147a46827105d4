package io.reelway.image.strip;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.corpus.Corpus;
import io.reelway.image.Orientation;
import io.reelway.image.PictureHeaders;
import io.reelway.image.TaggedImages;
import io.reelway.image.colour.Colours;
import io.reelway.image.heif.HostileHeif;
import io.reelway.source.Container;
import io.reelway.source.ContainerDetector;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Original images: the source is returned without its metadata. */
class OriginalImageTest {
  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "image/gps-exif-nikon.jpg",
        "image/adobergb-gps-progressive.jpg",
        "image/exif-orientation-6.jpg",
        "image/png-palette.png",
        "image/png-16bit-rgb-icc.png",
        "image/animated-iss634.gif"
      })
  void keepsEveryPixel(String file) throws Exception {
    Path source = Corpus.file(file);

    Path stripped = strip(source);

    assertThat(pixels(stripped)).isEqualTo(pixels(source));
    assertThat(Files.size(stripped)).isLessThanOrEqualTo(Files.size(source));
  }

  @ParameterizedTest
  @CsvSource({
    "image/gps-exif-nikon.jpg, NIKON",
    "image/gps-exif-nikon.jpg, Exif",
    "image/adobergb-gps-progressive.jpg, http://ns.adobe.com",
    "image/adobergb-gps-progressive.jpg, Photoshop 3.0",
    "image/motion-photo-pixel.jpg, ftyp",
    "hostile/polyglot-gif-with-html.gif, script",
    "hostile/png-ztxt-bomb.png, zTXt"
  })
  void removesEverythingButThePicture(String file, String word) throws Exception {
    Path source = Corpus.file(file);
    assertThat(text(source)).contains(word);

    assertThat(text(strip(source))).doesNotContain(word);
  }

  @Test
  void blanksTheExifOfAnAvif() throws Exception {
    Path source = Corpus.file("image/avif-8bit-12mp-portrait.avif");
    assertThat(text(source)).containsPattern("MM\\x00\\*|II\\*\\x00");

    Path stripped = strip(source);

    assertThat(text(stripped)).doesNotContainPattern("MM\\x00\\*|II\\*\\x00");
    assertThat(PictureHeaders.read(stripped, Container.HEIF).layers())
        .isEqualTo(PictureHeaders.read(source, Container.HEIF).layers());
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 6})
  void keepsOnlyTheOrientationOfExif(int orientation) throws Exception {
    Path stripped = strip(Corpus.file("image/exif-orientation-" + orientation + ".jpg"));

    String text = text(stripped);

    int exif = text.indexOf("Exif\0\0");
    assertThat(text.charAt(exif + 6 + 19)).isEqualTo((char) orientation);
    assertThat((text.charAt(exif - 2) << 8) + text.charAt(exif - 1)).isEqualTo(34);
  }

  @ParameterizedTest
  @CsvSource({"JPEG, 1, 6", "JPEG, 6, 8", "PNG, 1, 6", "PNG, 6, 8", "WEBP, 1, 6", "WEBP, 6, 8"})
  void keepsTheOrientationOfTheFirstExifOnly(Container container, int first, int second)
      throws Exception {
    Path source = TaggedImages.write(directory.resolve("source"), container, first, second);
    Path stripped = directory.resolve("stripped");

    assertThat(OriginalImage.strip(source, container, stripped)).isTrue();

    assertThat(PictureHeaders.read(stripped, container).orientation())
        .isEqualTo(new Orientation(first));
    assertThat(text(stripped).split("MM\\x00\\*", -1)).hasSize(first == 1 ? 1 : 2);
  }

  @Test
  void keepsAColourProfile() throws Exception {
    Path stripped = strip(Corpus.file("image/adobergb-gps-progressive.jpg"));

    assertThat(PictureHeaders.read(stripped, Container.JPEG).colours())
        .isInstanceOf(Colours.Profile.class);
  }

  @Test
  void keepsFramesTheirTimesAndTheNumberOfPlays() throws Exception {
    for (String file : new String[] {"animated-iss634.gif", "animated-iss634.webp"}) {
      Path source = Corpus.file("image/" + file);
      Container container = ContainerDetector.detect(source);

      Path stripped = strip(source);

      assertThat(PictureHeaders.read(stripped, container).animation())
          .isEqualTo(PictureHeaders.read(source, container).animation());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "image/heic-1280x854.heic",
        "image/tiff-rgb-uncompressed.tiff",
        "image/cmyk-swop-icc.jpg",
        "hostile/truncated-photo.jpg",
        "hostile/truncated.png"
      })
  void refusesFormatsThatBrowsersDoNotShow(String file) throws Exception {
    Path source = Corpus.file(file);

    assertThat(
            OriginalImage.strip(
                source, ContainerDetector.detect(source), directory.resolve("stripped")))
        .isFalse();
  }

  @Test
  void doesNotFollowNestedTracks() throws Exception {
    byte[] deep = HostileHeif.ofTracksWithin(100_000);
    Path source = Files.write(directory.resolve("deep.avif"), deep);

    assertThat(Files.readAllBytes(strip(source))).isEqualTo(deep);
  }

  static Stream<byte[]> metadataThatCannotBeLocated() {
    return Stream.of(
        HostileHeif.ofExif(0x44, 1, new byte[] {0x7f, 0, 0, 0, 0, 0, 0, 9}),
        HostileHeif.ofExif(0x84, 1, new byte[] {-1, -1, -1, -1, -1, -1, -1, 0, 0, 0, 0, 9}),
        HostileHeif.ofExif(0x40, 1, new byte[] {0, 0, 0, 9}),
        HostileHeif.ofExif(0x01, 65_535, new byte[70_000]));
  }

  /** Metadata outside the file, before its start, without an end, or in too many extents. */
  @ParameterizedTest
  @MethodSource("metadataThatCannotBeLocated")
  void refusesAFileWhoseMetadataCannotBeLocated(byte[] avif) throws Exception {
    Path source = Files.write(directory.resolve("lost.avif"), avif);

    assertThat(OriginalImage.strip(source, Container.HEIF, directory.resolve("stripped")))
        .isFalse();
  }

  private Path strip(Path source) throws Exception {
    Path target = directory.resolve("stripped");
    assertThat(OriginalImage.strip(source, ContainerDetector.detect(source), target)).isTrue();
    return target;
  }

  private static int[] pixels(Path file) throws Exception {
    BufferedImage image = ImageIO.read(file.toFile());
    return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
  }

  private static String text(Path file) throws Exception {
    return Files.readString(file, ISO_8859_1);
  }
}
