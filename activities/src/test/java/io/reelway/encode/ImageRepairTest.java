package io.reelway.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.reelway.failure.StageException;
import io.reelway.strategy.StrategyIds;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Images that browsers show but ffmpeg refuses or reports as damaged. */
class ImageRepairTest {
  /** EXIF whose directory declares four entries and has one. */
  private static final String CUT_SHORT = "4d4d002a00000008 0004 0110000200000004";

  /** EXIF with the prefix of JPEG, in a format that has no prefix. */
  private static final String PREFIXED =
      "457869660000 4d4d002a00000008 0001 0112000300000001 00010000 00000000";

  /** EXIF whose directory is at offset 0, inside the header. */
  private static final String OFFSET_0 = "4d4d002a00000000 0000";

  private static final String GARBAGE = "000000ff 5a5a5a5a 5a5a5a5a 5a";

  @TempDir Path directory;
  private Images images;

  @BeforeEach
  void setUp() {
    images = new Images(directory);
  }

  static Stream<Arguments> brokenExif() {
    return Stream.of("png", "jpg", "webp", "avif")
        .flatMap(type ->
            Stream.of(CUT_SHORT, PREFIXED, OFFSET_0, GARBAGE).map(exif -> arguments(type, exif)));
  }

  @ParameterizedTest
  @MethodSource("brokenExif")
  void deliversAPictureWhoseExifCannotBeParsed(String type, String exif) throws Exception {
    Path plain = picture(type);
    Path source = withExif(plain, type, HexFormat.of().parseHex(exif.replace(" ", "")));

    Path output = encode(source);

    assertLooksLike(output, plain);
  }

  static Stream<Arguments> pngs() {
    return Stream.of(
        arguments("a profile that is not compressed", chunk("iCCP", "x\0\0zzz")),
        arguments("a profile without a name", chunk("iCCP", "x")),
        arguments("white of the wrong length", chunk("cHRM", "ab")),
        arguments(
            "primaries on one line",
            primaries(31270, 32900, 10000, 20000, 30000, 30000, 50000, 40000)),
        arguments(
            "primaries almost on one line",
            primaries(31270, 32900, 10000, 20000, 30000, 30001, 50000, 40000)),
        arguments(
            "white that is no colour",
            primaries(90000, 90000, 64000, 33000, 30000, 60000, 15000, 6000)),
        arguments("no end", cut(12)),
        arguments("no end and no checksum", cut(16)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pngs")
  void deliversAPngThatHasEveryPixel(String what, UnaryOperator<byte[]> change) throws Exception {
    Path plain = picture("png");
    Path source = directory.resolve("changed.png");
    Files.write(source, change.apply(Files.readAllBytes(plain)));

    assertLooksLike(encode(source), plain);
  }

  @Test
  void refusesAPngThatLacksPixels() throws Exception {
    Path source = picture("png");
    byte[] whole = Files.readAllBytes(source);
    Files.write(source, Arrays.copyOf(whole, whole.length - 60));

    assertThatThrownBy(() -> encode(source)).isInstanceOf(StageException.class);
  }

  @Test
  void readsAnAvifWithAnEmptyAssociation() throws Exception {
    Path plain = picture("avif");
    Path source =
        new AvifBuilder(plain).withEmptyAssociation().write(directory.resolve("empty.avif"));

    assertLooksLike(encode(source), plain);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 7})
  void readsAnAvifWhoseItemIsSplitIntoExtents(int parts) throws Exception {
    Path plain = picture("avif");
    Path source = new AvifBuilder(plain).inParts(parts).write(directory.resolve("parts.avif"));

    assertLooksLike(encode(source), plain);
  }

  private Path encode(Path source) throws Exception {
    assertThat(images.probe(source).warnings()).isEmpty();
    return images.encode(source, "web", StrategyIds.IMAGE_WEBP);
  }

  private void assertLooksLike(Path output, Path plain) throws Exception {
    BufferedImage meant = images.show(plain);
    assertThat(new Patches(images.show(output)).colourDistance(new Patches(meant))).isLessThan(4);
  }

  private Path picture(String type) throws Exception {
    Path file = directory.resolve("plain." + type);
    images.ffmpeg(
        List.of(
            "-v",
            "error",
            "-f",
            "lavfi",
            "-i",
            "testsrc2=s=96x64",
            "-frames:v",
            "1",
            "-pix_fmt",
            type.equals("png") ? "rgb24" : "yuvj420p",
            "-map_metadata",
            "-1",
            file.toString()));
    return file;
  }

  private Path withExif(Path plain, String type, byte[] exif) throws IOException {
    Path file = directory.resolve("exif." + type);
    byte[] whole = Files.readAllBytes(plain);
    return switch (type) {
      case "png" -> Files.write(file, insert(whole, 33, pngChunk("eXIf", exif)));
      case "jpg" -> Files.write(file, insert(whole, 2, segment(exif)));
      case "webp" -> Files.write(file, extended(whole, exif));
      default -> new AvifBuilder(plain).exif(join(new byte[4], exif)).write(file);
    };
  }

  private static byte[] segment(byte[] exif) {
    byte[] content = join("Exif\0\0".getBytes(StandardCharsets.ISO_8859_1), exif);
    return join(new byte[] {(byte) 0xff, (byte) 0xe1, 0, (byte) (content.length + 2)}, content);
  }

  /** A simple WebP with the extended header and EXIF after the picture. */
  private static byte[] extended(byte[] simple, byte[] exif) {
    byte[] header = {8, 0, 0, 0, 95, 0, 0, 63, 0, 0};
    byte[] picture = Arrays.copyOfRange(simple, 12, simple.length);
    byte[] body = join(webpChunk("VP8X", header), picture, webpChunk("EXIF", exif));
    return join(webpChunk("RIFF", join("WEBP".getBytes(StandardCharsets.US_ASCII), body)));
  }

  private static byte[] webpChunk(String name, byte[] content) {
    ByteBuffer chunk =
        ByteBuffer.allocate(8 + content.length + content.length % 2)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put(name.getBytes(StandardCharsets.US_ASCII))
            .putInt(content.length)
            .put(content);
    return chunk.array();
  }

  private static UnaryOperator<byte[]> chunk(String name, String content) {
    byte[] chunk = pngChunk(name, content.getBytes(StandardCharsets.ISO_8859_1));
    return png -> insert(png, 33, chunk);
  }

  /** The x and y of white, red, green and blue, in units of 1/100000. */
  private static UnaryOperator<byte[]> primaries(int... xy) {
    ByteBuffer content = ByteBuffer.allocate(4 * xy.length);
    IntStream.of(xy).forEach(content::putInt);
    byte[] chunk = pngChunk("cHRM", content.array());
    return png -> insert(png, 33, chunk);
  }

  private static UnaryOperator<byte[]> cut(int bytes) {
    return png -> Arrays.copyOf(png, png.length - bytes);
  }

  private static byte[] pngChunk(String name, byte[] content) {
    byte[] named = join(name.getBytes(StandardCharsets.US_ASCII), content);
    CRC32 checksum = new CRC32();
    checksum.update(named);
    return ByteBuffer.allocate(named.length + 8)
        .putInt(content.length)
        .put(named)
        .putInt((int) checksum.getValue())
        .array();
  }

  private static byte[] insert(byte[] whole, int at, byte[] piece) {
    return join(Arrays.copyOf(whole, at), piece, Arrays.copyOfRange(whole, at, whole.length));
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
