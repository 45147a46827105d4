package io.reelway.encode;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.media.Probe;
import io.reelway.movie.OriginalVideo;
import io.reelway.plan.Presets;
import io.reelway.strategy.StrategyIds;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Original videos: the source is returned after its metadata is cleaned in place. */
class OriginalVideoTest {
  /** A marker text that the test writes into every text field of a file. */
  private static final String SECRET = "Zwetschge";

  private static final List<String> SECRETS =
      List.of(
          "-metadata", "title=" + SECRET,
          "-metadata", "location=+12.34+056.78/" + SECRET,
          "-metadata", "comment=" + SECRET,
          "-metadata", "creation_time=2001-02-03T04:05:06Z",
          "-metadata:s:v", "title=" + SECRET,
          "-metadata:s:v", "handler_name=" + SECRET,
          "-metadata:s:v", "encoder=" + SECRET,
          "-metadata:s:a", "title=" + SECRET,
          "-metadata:s:a", "handler_name=" + SECRET);

  @TempDir private Path folder;
  private Studio studio;

  @BeforeEach
  void open() {
    studio = new Studio(folder);
  }

  @ParameterizedTest(name = "{0} {1} {2} {3}")
  @CsvSource({
    "mp4, libx264, aac, ",
    "mp4, libx264, aac, +faststart+use_metadata_tags",
    "mp4, libx264, aac, +frag_keyframe+empty_moov+default_base_moof",
    "mp4, libx264, aac, +frag_keyframe+empty_moov+omit_tfhd_offset+separate_moof",
    "mp4, libx264, aac, +frag_keyframe",
    "mp4, libx264, libmp3lame, ",
    "mp4, libaom-av1, libopus, ",
    "mp4, libvpx-vp9, aac, ",
    "webm, libvpx, libvorbis, ",
    "webm, libvpx-vp9, libopus, ",
    "webm, libaom-av1, libopus, ",
    "webm, libvpx, libopus, live"
  })
  void keepsPictureAndSoundWithoutMetadata(
      String extension, String picture, String sound, @Nullable String options) throws Exception {
    Path source = source(extension, picture, sound, options);
    long bytes = Files.size(source);

    Path copy = clean(source);

    assertThat(Files.size(copy)).isEqualTo(bytes);
    assertThat(packets(copy, "v:0", "a:0")).isEqualTo(packets(source, "v:0", "a:0"));
    assertThat(Files.readString(copy, ISO_8859_1)).doesNotContain(SECRET, "Lavf", "x264", "ftypqt");
    assertThat(studio.probe(copy).duration()).isEqualTo(studio.probe(source).duration());
  }

  private Path source(String extension, String picture, String sound, @Nullable String options)
      throws IOException, InterruptedException {
    List<String> words = new ArrayList<>();
    words.addAll(List.of("-f", "lavfi", "-i", "testsrc2=s=64x64:r=10:d=2"));
    words.addAll(List.of("-f", "lavfi", "-i", "sine=r=48000:d=2"));
    words.addAll(List.of("-f", "lavfi", "-i", "testsrc=s=32x32:r=10:d=2"));
    words.addAll(List.of("-map", "0:v", "-map", "1:a", "-map", "2:v"));
    words.addAll(List.of("-pix_fmt", "yuv420p", "-g", "10", "-c:v", picture));
    words.addAll(List.of("-c:a", sound.equals("libvorbis") ? "vorbis" : sound));
    words.addAll(List.of("-ac", "2", "-strict", "-2", "-disposition:v:1", "0"));
    words.addAll(SECRETS);
    if (options != null) {
      words.addAll(options.equals("live") ? List.of("-live", "1") : List.of("-movflags", options));
    }
    return studio.synthesize(extension, words.toArray(String[]::new));
  }

  private Path clean(Path source) throws Exception {
    Path copy = folder.resolve("clean-" + source.getFileName());
    assertThat(OriginalVideo.clean(source, studio.probe(source), copy, () -> {})).isTrue();
    return copy;
  }

  /** Everything that decoders read, without metadata: a hash of every frame and of the sound. */
  private String packets(Path file, String... streams) throws Exception {
    List<String> words = new ArrayList<>(List.of("-v", "error", "-i", file.toString()));
    for (String stream : streams) {
      words.addAll(List.of("-map", "0:" + stream));
    }
    words.addAll(List.of("-f", "framemd5", "-"));
    return studio.run(words).replaceAll("(?m)^#.*\\n", "");
  }

  /**
   * Inserts boxes of phones, cameras and editors at every level, and a page of text after the film.
   */
  @Test
  void blanksForeignBoxesAtEveryLevel() throws Exception {
    Path plain = source("mp4", "libx264", "aac", null);
    byte[] movie = Files.readAllBytes(plain);
    byte[] secret = box("uuid", (SECRET + SECRET).getBytes(ISO_8859_1));
    byte[] location = box("udta", box("\u00a9xyz", SECRET.getBytes(ISO_8859_1)));
    byte[] opened = insert(movie, "moov", secret, location, box("meta", secret));
    opened = insert(opened, "trak", location, secret);
    opened = insert(opened, "mdia", box("udta", secret));
    opened = insert(opened, "stbl", secret);
    byte[] whole =
        join(opened, secret, box("free", secret), (SECRET + "<html>").getBytes(ISO_8859_1));
    Path source = Files.write(folder.resolve("foreign.mp4"), whole);

    Path copy = clean(source);

    assertThat(Files.size(copy)).isLessThanOrEqualTo(whole.length);
    assertThat(Files.readString(copy, ISO_8859_1)).doesNotContain(SECRET, "<html>", "\u00a9xyz");
    assertThat(packets(copy, "v:0", "a:0")).isEqualTo(packets(plain, "v:0", "a:0"));
  }

  /**
   * Inserts boxes at the start of the first box of that name. The index must be at the end of the
   * file.
   */
  private static byte[] insert(byte[] movie, String parent, byte[]... boxes) {
    String text = new String(movie, ISO_8859_1);
    int at = text.indexOf(parent, text.lastIndexOf("moov")) + 4;
    byte[] added = join(boxes);
    ByteBuffer grown = ByteBuffer.allocate(movie.length + added.length);
    grown.put(movie, 0, at).put(added).put(movie, at, movie.length - at);
    for (String name : List.of("moov", "trak", "mdia", "minf", "stbl")) {
      int start = text.indexOf(name, text.lastIndexOf("moov")) - 4;
      if (start + 4 < at) {
        grown.putInt(start, grown.getInt(start) + added.length);
      }
    }
    return grown.array();
  }

  private static byte[] box(String type, byte[]... content) {
    byte[] all = join(content);
    return ByteBuffer.allocate(8 + all.length)
        .putInt(8 + all.length)
        .put(type.getBytes(ISO_8859_1))
        .put(all)
        .array();
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  @ParameterizedTest
  @CsvSource({
    "mp4, libx264, aac, +frag_keyframe+empty_moov+default_base_moof",
    "mp4, libx264, aac, +faststart",
    "mp4, libaom-av1, aac, ",
    "webm, libvpx, libopus, live"
  })
  void isNeverLargerThanItsSource(
      String extension, String picture, String sound, @Nullable String options) throws Exception {
    Path source = source(extension, picture, sound, options);

    Path output = studio.encodeAndCheck(source, Presets.WEB, StrategyIds.ORIGINAL);

    assertThat(Files.size(output)).isLessThanOrEqualTo(Files.size(source));
    assertThat(Files.readString(output, ISO_8859_1)).doesNotContain(SECRET);
  }

  /**
   * The bytes may differ: ffmpeg groups the samples of a new container by their order in the
   * source, and writes its own name into a WebM, which cleaning in place removes.
   */
  @ParameterizedTest
  @CsvSource({"mp4, libx264, aac", "webm, libvpx-vp9, libopus"})
  void anOriginalOfAnOriginalIsNotLarger(String extension, String picture, String sound)
      throws Exception {
    Path lean =
        studio.encodeAndCheck(
            source(extension, picture, sound, null), Presets.WEB, StrategyIds.ORIGINAL);

    Path again = studio.encodeAndCheck(lean, Presets.WEB, StrategyIds.ORIGINAL);

    assertThat(Files.size(again)).isLessThanOrEqualTo(Files.size(lean));
    assertThat(packets(again, "v:0", "a:0")).isEqualTo(packets(lean, "v:0", "a:0"));
  }

  @ParameterizedTest
  @CsvSource({
    "mp4, libx264, aac, ",
    "mp4, libx264, aac, +frag_keyframe+empty_moov+default_base_moof",
    "mp4, libaom-av1, libopus, ",
    "webm, libvpx-vp9, libopus, ",
    "webm, libvpx, libvorbis, live"
  })
  void cleaningAgainChangesNoByte(
      String extension, String picture, String sound, @Nullable String options) throws Exception {
    Path once = clean(source(extension, picture, sound, options));

    Path twice = clean(once);

    assertThat(twice).hasSameBinaryContentAs(once);
  }

  /** Data between the samples of the film, which only a gap in the sample table reveals. */
  @Test
  void blanksDataBetweenSamples() throws Exception {
    Path plain = source("mp4", "libx264", "aac", null);
    byte[] movie = Files.readAllBytes(plain);
    byte[] secret = SECRET.getBytes(ISO_8859_1);
    int data = new String(movie, ISO_8859_1).indexOf("mdat") - 4;
    int size = ByteBuffer.wrap(movie).getInt(data);
    ByteBuffer grown = ByteBuffer.allocate(movie.length + secret.length);
    grown
        .put(movie, 0, data + size)
        .put(secret)
        .put(movie, data + size, movie.length - data - size);
    grown.putInt(data, size + secret.length);
    Path source = Files.write(folder.resolve("between.mp4"), grown.array());

    assertThat(Files.readString(clean(source), ISO_8859_1)).doesNotContain(SECRET);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mp4", "webm"})
  void refusesATruncatedFile(String extension) throws Exception {
    Path source = source(extension, "libvpx-vp9", "libopus", null);
    Probe probe = studio.probe(source);
    byte[] all = Files.readAllBytes(source);
    Path cut = Files.write(folder.resolve("cut"), java.util.Arrays.copyOf(all, all.length * 2 / 3));

    assertThat(OriginalVideo.clean(cut, probe, folder.resolve("copy"), () -> {})).isFalse();
  }

  @Test
  void refusesQuickTime() throws Exception {
    Path source = source("mov", "libx264", "aac", null);

    assertThat(OriginalVideo.clean(source, studio.probe(source), folder.resolve("copy"), () -> {}))
        .isFalse();
  }

  @Test
  void stopsWhenItIsInterrupted() throws Exception {
    Path source = source("mp4", "libx264", "aac", null);
    Probe probe = studio.probe(source);

    Assertions.assertThatExceptionOfType(InterruptedIOException.class)
        .isThrownBy(() ->
            OriginalVideo.clean(
                source,
                probe,
                folder.resolve("copy"),
                () -> {
                  throw new InterruptedIOException("Stopped");
                }));
  }
}
