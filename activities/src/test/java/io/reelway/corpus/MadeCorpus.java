package io.reelway.corpus;

import static io.reelway.corpus.Corpus.Expected.EITHER;
import static io.reelway.corpus.Corpus.Expected.OK;
import static io.reelway.corpus.Corpus.Expected.REJECT;

import io.reelway.corpus.Corpus.Expected;
import io.reelway.corpus.Corpus.Item;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A small corpus that needs only the build. The bundled ffmpeg or a few lines of Java make each
 * file on first use. A file that shares a name with one of the large corpus replaces it when that
 * corpus is absent: it is of the same kind, but shows another picture.
 */
final class MadeCorpus {
  /** One row of the corpus: a file, how to make it, and its required outcome. */
  private record Row(String name, String tier, Expected expected, Maker maker) {
    String category() {
      return name.substring(0, name.indexOf('/'));
    }
  }

  /** Returns the bytes of a file. */
  @FunctionalInterface
  interface Maker {
    byte[] make() throws IOException, InterruptedException;
  }

  private static final List<Row> ROWS =
      List.of(
          core("video/h264-480x360-audio-mono.mp4", OK, () -> MadeVideos.h264("480x360", 25, 3)),
          slow("video/h264-540p30-5s-flower.mp4", () -> MadeVideos.h264("960x540", 30, 5)),
          slow("video/h264-272p-10s-no-audio.mp4", () -> MadeVideos.silent("640x272", 25, 10)),
          slow("video/h264-432p-12.5fps-30s-road.mp4", () -> MadeVideos.h264("768x432", 12, 30)),
          slow(
              "video/h264-720p24-52s-sintel-trailer.mp4",
              () -> MadeVideos.h264("1280x720", 24, 52)),
          core("video/made-h264-rotated.mp4", OK, MadeVideos::rotated),
          core("video/made-hevc-hdr10.mp4", OK, MadeVideos::hdr),
          core("video/made-vp9-alpha.webm", OK, MadeVideos::alpha),
          core("video/made-h264-vfr.mp4", OK, MadeVideos::variableFrameRate),
          core("video/made-h264-anamorphic.mp4", OK, MadeVideos::anamorphic),
          core("video/made-mpeg2-ts.ts", OK, MadeVideos::transportStream),
          core("image/exif-orientation-1.jpg", OK, () -> MadeImages.photo(1)),
          core("image/exif-orientation-6.jpg", OK, () -> MadeImages.photo(6)),
          core("image/exif-orientation-8.jpg", OK, () -> MadeImages.photo(8)),
          core("image/gps-exif-nikon.jpg", OK, MadeImages::photoWithPlace),
          core("image/png-palette.png", OK, MadeImages::palettePng),
          core("image/made-alpha.png", OK, MadeImages::alphaPng),
          core("image/made-animated.gif", OK, MadeImages::animatedGif),
          core("image/alpha.webp", OK, MadeImages::alphaWebp),
          core("image/avif-8bit-800x533.avif", OK, MadeImages::avif),
          core("image/made-1x1.png", OK, MadeImages::onePixel),
          core("audio/made-tone.mp3", REJECT, MadeVideos::tone),
          core("hostile/zero-byte.mp4", REJECT, () -> new byte[0]),
          core("hostile/random-bytes.mp4", REJECT, MadeHostile::randomBytes),
          core("hostile/text-named.jpg", REJECT, MadeHostile::text),
          core("hostile/html-named.mp4", REJECT, MadeHostile::html),
          core("hostile/m3u8-etc-passwd.mp4", REJECT, () -> MadeHostile.playlist("/etc/passwd")),
          core(
              "hostile/m3u8-names-sibling-file.mp4",
              REJECT,
              () -> MadeHostile.playlist("sibling.mp4")),
          core("hostile/ffconcat-etc-passwd.mp4", REJECT, MadeHostile::concatenation),
          core("hostile/sdp-loopback.mp4", REJECT, MadeHostile::session),
          core("hostile/svg-xxe-etc-passwd.svg", REJECT, MadeHostile::svgWithEntity),
          core("hostile/svg-image-loopback.svg", EITHER, MadeHostile::svgWithImage),
          core("hostile/gif-bomb-44-bytes.gif", REJECT, MadeHostile::hugeGif),
          core("hostile/png-header-claims-100000x100000.png", REJECT, MadeHostile::hugePng),
          core("hostile/jpeg-content-named.png", EITHER, () -> MadeImages.photo(1)),
          core("hostile/truncated-photo.jpg", EITHER, () -> half(MadeImages.photo(1))),
          core("hostile/truncated.png", REJECT, () -> half(MadeImages.alphaPng())),
          core(
              "hostile/truncated-no-moov.mp4",
              REJECT,
              () -> half(MadeVideos.silent("320x180", 25, 2))),
          core("hostile/truncated-moov-first.mp4", EITHER, () -> half(MadeVideos.fastStart())));

  private static final Path FOLDER = Path.of("target", "made-corpus").toAbsolutePath();
  private static final Map<String, Path> MADE = new ConcurrentHashMap<>();

  private MadeCorpus() {}

  private static Row core(String name, Expected expected, Maker maker) {
    return new Row(name, "core", expected, maker);
  }

  /** A replacement for tests that need a long video. */
  private static Row slow(String name, Maker maker) {
    return new Row(name, "slow", OK, maker);
  }

  private static byte[] half(byte[] whole) {
    return java.util.Arrays.copyOf(whole, whole.length / 2);
  }

  /** All files that are cheap to generate and to optimize. */
  static List<Item> core() {
    return ROWS.stream().filter(row -> row.tier().equals("core")).map(MadeCorpus::item).toList();
  }

  private static Item item(Row row) {
    return new Item("made:" + row.name(), row.category(), row.tier(), row.expected(), made(row));
  }

  /** The file of that name, or empty when no row has it. */
  static Optional<Path> file(String name) {
    return ROWS.stream().filter(row -> row.name().equals(name)).findFirst().map(MadeCorpus::made);
  }

  private static Path made(Row row) {
    return MADE.computeIfAbsent(row.name(), name -> write(row));
  }

  private static Path write(Row row) {
    Path file = FOLDER.resolve(row.name());
    try {
      Files.createDirectories(file.getParent());
      return Files.write(file, row.maker().make());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make " + row.name(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
