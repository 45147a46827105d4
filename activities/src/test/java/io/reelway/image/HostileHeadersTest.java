package io.reelway.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.sun.management.ThreadMXBean;
import io.reelway.failure.StageException;
import io.reelway.image.heif.HostileHeif;
import io.reelway.image.strip.OriginalImage;
import io.reelway.job.ErrorCode;
import io.reelway.source.Container;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Headers that would keep a naive parser busy for ever or fill the memory of a worker. */
@Timeout(60)
class HostileHeadersTest {
  /** The bytes that one read may allocate, garbage included. 32 MiB of them may stay live. */
  private static final long HEAP = 96 << 20;

  private static final String GIF = "47494638396101000100000000";

  @TempDir Path folder;

  /** Each file has millions of parts that no picture needs. */
  static Stream<Arguments> endlessFiles() {
    return Stream.of(
        arguments(Container.PNG, repeated("89504e470d0a1a0a", "00000000 74455874 00000000", 1_500)),
        arguments(
            Container.APNG, repeated("89504e470d0a1a0a", "00000000 64634c74 00000000", 1_500)),
        arguments(Container.GIF, repeated(GIF + "21fe", "012a", 6_000)),
        arguments(Container.GIF, repeated(GIF, "21fe00", 4_000)),
        arguments(Container.WEBP, repeated("524946460000000057454250", "4a4a4a4a00000000", 1_500)),
        arguments(Container.JPEG, repeated("ffd8", "ff", 4_000)),
        arguments(Container.JPEG, repeated("ffd8", "ffe00002", 2_000)),
        arguments(Container.HEIF, HostileHeif.ofTimes(1_500_000)),
        arguments(Container.HEIF, HostileHeif.ofAdditions(2, 1_000_000)));
  }

  @ParameterizedTest(name = "{0} {index}")
  @MethodSource("endlessFiles")
  void areRefusedWithinTheBudgetOfAFile(Container container, byte[] content) throws Exception {
    Path file = Files.write(folder.resolve("endless"), content);
    long before = allocated();

    assertThatExceptionOfType(StageException.class)
        .isThrownBy(() -> PictureHeaders.read(file, container))
        .withMessageMatching("[A-Z][^/\\\\<>]*\\.")
        .extracting(StageException::code)
        .isEqualTo(ErrorCode.PROBE_FAILED);
    assertThat(allocated() - before).isLessThan(HEAP);
  }

  @Test
  void leaveNothingInMemoryWhenRefusedTenTimes() throws Exception {
    Path file = Files.write(folder.resolve("additions"), HostileHeif.ofAdditions(2, 1_000_000));
    long before = allocated();

    for (int i = 0; i < 10; i++) {
      assertThatExceptionOfType(StageException.class)
          .isThrownBy(() -> PictureHeaders.read(file, Container.HEIF));
    }

    assertThat(allocated() - before).isLessThan(10 * HEAP);
  }

  /** A quadratic parser would check fifty thousand references for each of ten thousand tiles. */
  @Test
  void ofManyReferencesAreReadInOnePass() throws Exception {
    Path file = Files.write(folder.resolve("additions"), HostileHeif.ofAdditions(9_999, 50_000));
    long before = allocated();

    PictureFile picture = PictureHeaders.read(file, Container.HEIF);

    assertThat(picture.canvas()).isNull();
    assertThat(allocated() - before).isLessThan(HEAP);
  }

  @Test
  void ofAGridThatContainsItselfNameNoPicture() throws Exception {
    Path file = Files.write(folder.resolve("grid"), HostileHeif.ofGridWithinItself());

    assertThat(PictureHeaders.read(file, Container.HEIF).layers()).isNull();
  }

  /** Three bytes of header, then segments that each hold 60,000 bytes of a profile. */
  @Test
  void withAnOversizedProfileAreReadWithoutIt() throws Exception {
    ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
    jpeg.writeBytes(HexFormat.of().parseHex("ffd8"));
    for (int i = 1; i <= 255; i++) {
      byte[] segment = new byte[60_000];
      byte[] name = "\u00ff\u00e2\u00ea^ICC_PROFILE\0".getBytes(StandardCharsets.ISO_8859_1);
      System.arraycopy(name, 0, segment, 0, name.length);
      segment[name.length] = (byte) i;
      jpeg.writeBytes(segment);
    }
    Path file = Files.write(folder.resolve("profile"), jpeg.toByteArray());
    long before = allocated();

    PictureHeaders.read(file, Container.JPEG);

    assertThat(allocated() - before).isLessThan(8 << 20);
  }

  /**
   * Each extent of the metadata covers the whole file, so a naive parser would overwrite all of it
   * for each extent.
   */
  @Test
  void withOverlappingMetadataAreStrippedInOnePass() throws Exception {
    byte[] whole = new byte[8 * 10_000];
    for (int i = 0; i < 10_000; i++) {
      whole[8 * i + 5] = 120;
    }
    byte[] heif = HostileHeif.ofExif(0x44, 10_000, whole);
    Path source = Files.write(folder.resolve("source"), Arrays.copyOf(heif, 9 << 20));
    long before = allocated();

    OriginalImage.strip(source, Container.HEIF, folder.resolve("target"));

    assertThat(allocated() - before).isLessThan(HEAP);
  }

  @ParameterizedTest(name = "{0} {index}")
  @MethodSource("endlessFiles")
  void stopBeingReadWhenTheThreadIsInterrupted(Container container, byte[] content)
      throws Exception {
    Path file = Files.write(folder.resolve("endless"), content);
    Thread.currentThread().interrupt();
    try {
      assertThatIOException().isThrownBy(() -> PictureHeaders.read(file, container));
      assertThat(Thread.currentThread().isInterrupted()).isTrue();
    } finally {
      Thread.interrupted();
    }
  }

  private static long allocated() {
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    return threads.getCurrentThreadAllocatedBytes();
  }

  private static byte[] repeated(String header, String part, int thousands) {
    byte[] thousand = HexFormat.of().parseHex(part.replace(" ", "").repeat(1_000));
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(HexFormat.of().parseHex(header));
    for (int i = 0; i < thousands; i++) {
      all.writeBytes(thousand);
    }
    return all.toByteArray();
  }
}
