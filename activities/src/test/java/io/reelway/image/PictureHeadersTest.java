package io.reelway.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.sun.management.ThreadMXBean;
import io.reelway.corpus.Corpus;
import io.reelway.image.heif.HostileHeif;
import io.reelway.source.Container;
import io.reelway.source.ContainerDetector;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Reelway reads from image headers before any decoder runs. */
class PictureHeadersTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "image/png-alpha-2048x1536.png, 2048x1536",
    "image/exif-orientation-6.jpg, 308x231",
    "image/animated-iss634.gif, 245x245",
    "image/animated-iss634.webp, 245x245",
    "hostile/png-header-claims-100000x100000.png, 100000x100000",
  })
  void readsTheSizeAsStored(String file, String size) throws Exception {
    Path path = Corpus.file(file);

    assertThat(claimed(path, ContainerDetector.detect(path))).isEqualTo(size);
  }

  /** Complete headers, up to the size. */
  @ParameterizedTest
  @CsvSource({
    "WEBP, 5249464600000000574542505650382010000000 300100 9d012a 90010a80, 400x10",
    "WEBP, 524946460000000057454250565038 4c 05000000 2f 8fc10200, 400x12",
    "WEBP, 524946460000000057454250 56503858 0a000000 00000000 ff0f00 001000, 4096x4097",
    "GIF, 474946383961 0a00 0b00 000000 2c 05000600 0a000b00 00 02 00 3b, 15x17",
    "GIF, 474946383961 0a00 0b00 000000 2c 000000ff ffff2905 00 08 8f, 65535x66601",
    "BMP, 424d00000000000000000000 0000 28000000 40010000 10ffffff 01001800 00000000, 320x240",
    "BMP, 424d00000000000000000000 0000 0c000000 4001 f000 0100 1800, 320x240",
    "TIFF, 49492a0008000000 0200 0001 0300 01000000 40010000 0101 0400 01000000 f0000000, 320x240",
    "TIFF, 4d4d002a00000008 0002 0100 0004 00000001 00000140 0101 0003 00000001 00f00000, 320x240",
    "JPEG, ffd8 ffe00004 0000 ffff c2 0011 08 00f0 0140 03 000000 000000 000000, 320x240",
    "JPEG, ffd8 ffc4 0004 0000 ffc0 0011 08 00f0 0140 03 000000 000000 000000, 320x240",
  })
  void readsEveryFormOfHeader(Container container, String hex, String size) throws Exception {
    byte[] header = HexFormat.of().parseHex(hex.replace(" ", ""));

    assertThat(claimed(Files.write(folder.resolve("header"), header), container)).isEqualTo(size);
  }

  @ParameterizedTest
  @EnumSource(names = {"JPEG", "PNG", "APNG", "GIF", "WEBP", "BMP", "TIFF", "HEIF"})
  void findsNoSizeInAFileThatEndsBeforeIt(Container container) throws Exception {
    Path nothing = Files.write(folder.resolve("nothing"), new byte[14]);

    PictureFile file = PictureHeaders.read(nothing, container);

    assertThat(file.canvas()).isNull();
    assertThat(file.animated()).isFalse();
  }

  /** A frame takes 12 bytes, so a file of the maximum size can have 400 million frames. */
  @Test
  void stopsReadingFramesAtTheLimitOfAnAnimation() throws Exception {
    ByteArrayOutputStream gif = new ByteArrayOutputStream();
    gif.writeBytes(HexFormat.of().parseHex("47494638396101000100000000"));
    byte[] frame = HexFormat.of().parseHex("2c0000000001000100000200");
    for (int i = 0; i < PictureFile.MOST_FRAMES + 10; i++) {
      gif.writeBytes(frame);
    }
    Path path = Files.write(folder.resolve("endless.gif"), gif.toByteArray());

    PictureFile file = PictureHeaders.read(path, Container.GIF);

    assertThat(Objects.requireNonNull(file.animation()).delays()).hasSize(PictureFile.MOST_FRAMES);
  }

  static Stream<Arguments> crowdedFiles() {
    return Stream.of(
        arguments("properties", HostileHeif.ofProperties(20_000)),
        arguments("items", HostileHeif.ofAssociations(1_000_000)),
        arguments("references", HostileHeif.ofReferences(100, 40_000)));
  }

  /**
   * Headers are read before a file can be refused, so repeated parts must not fill the memory of a
   * worker.
   */
  @ParameterizedTest(name = "{0}")
  @MethodSource("crowdedFiles")
  void usesLittleMemoryForManyEmptyParts(String what, byte[] heif) throws Exception {
    Path path = Files.write(folder.resolve(what), heif);
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();

    PictureHeaders.read(path, Container.HEIF);

    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(16 << 20);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 100, true",
    "10, 100, true",
    "11, 11, false",
    "20, 20, false",
    "16777215, 16777215, false",
    "65535000, 16777215, true"
  })
  void appliesTheMinimumFrameTimeOfViewers(int said, int shown, boolean retimed) {
    Duration delay = Duration.ofMillis(said);

    Animation animation = new Animation(0, List.of(delay, delay));

    assertThat(animation.length()).isEqualTo(Duration.ofMillis(2L * shown));
    assertThat(animation.retimed()).isEqualTo(retimed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0 0", "99 0", "100 1", "299 1", "300 2", "9999 2"})
  void findsTheFrameShownAtATime(String timeAndFrame) {
    String[] numbers = timeAndFrame.split(" ", -1);
    Animation animation =
        new Animation(
            0, List.of(Duration.ofMillis(100), Duration.ofMillis(200), Duration.ofMillis(50)));

    assertThat(animation.frameAt(Duration.ofMillis(Long.parseLong(numbers[0]))))
        .isEqualTo(Integer.parseInt(numbers[1]));
  }

  /** A scan with a header of three bytes, and the data after it. */
  @ParameterizedTest
  @CsvSource({
    "ffd8 ffe00002 ffda0003 00, true",
    "ffd8 ffe00002 ffda0003 00 12, false",
    "ffd8 ffe00002 ff, false",
    "ffd8, false"
  })
  void detectsAJpegWithoutPixels(String hex, boolean without) throws Exception {
    Path file = Files.write(folder.resolve("x.jpg"), HexFormat.of().parseHex(hex.replace(" ", "")));

    assertThat(PictureHeaders.isJpegWithoutPixels(file)).isEqualTo(without);
  }

  /** Without a pixel format, ffprobe finds out the size as well. */
  @ParameterizedTest
  @CsvSource({
    // One size in the extended header, and another one in the image data.
    "WEBP, 524946460000000057454250 56503858 0a000000 00000000 630000 630000"
        + " 56503820 0a000000 300100 9d012a 90010a80",
    "WEBP, 524946460000000057454250 56503858 0a000000 00000000 630000 630000"
        + " 5650384c 05000000 2f 8fc10200",
    "JPEG, ffd8 ffc0 0011 08 00f0 0140 03 012200 021101 031101"
        + " ffc0 0011 08 0140 00f0 03 012200 021101 031101",
  })
  void asksFfprobeAboutAFileThatClaimsTwoSizes(Container container, String hex) throws Exception {
    Path file = Files.write(folder.resolve("x"), HexFormat.of().parseHex(hex.replace(" ", "")));

    assertThat(PictureHeaders.read(file, container).pixelFormat()).isNull();
  }

  @ParameterizedTest
  @CsvSource({"6, 1, 6", "1, 6, 1", "6, 8, 6"})
  void readsTheFirstOfSeveralExifBlocks(int first, int second, int read) throws Exception {
    for (Container container : List.of(Container.JPEG, Container.PNG, Container.WEBP)) {
      Path file = TaggedImages.write(folder.resolve("x"), container, first, second);

      assertThat(PictureHeaders.read(file, container).orientation())
          .isEqualTo(new Orientation(read));
    }
  }

  @Test
  void readsExifWhosePrefixEndsWithAnyLetter() throws Exception {
    byte[] jpeg = TaggedImages.jpeg(6);
    jpeg[11] = (byte) 0xff;
    Path file = Files.write(folder.resolve("x.jpg"), jpeg);

    assertThat(PictureHeaders.read(file, Container.JPEG).orientation())
        .isEqualTo(new Orientation(6));
  }

  private static String claimed(Path path, Container container) throws Exception {
    Canvas canvas = PictureHeaders.read(path, container).canvas();
    return canvas == null ? "nothing" : canvas.width() + "x" + canvas.height();
  }
}
