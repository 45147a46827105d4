package io.reelway.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.InstanceOfAssertFactories.DOUBLE;

import io.reelway.corpus.Corpus;
import io.reelway.encode.Studio.Take;
import io.reelway.failure.StageException;
import io.reelway.job.ErrorCode;
import io.reelway.plan.Presets;
import io.reelway.plan.StrategyId;
import io.reelway.strategy.StrategyIds;
import io.reelway.verify.Measured;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The checks that an output must pass before its job is done. */
class OutputCheckTest {
  private static final Path WATER = Studio.corpus("video/h264-480x360-audio-mono.mp4");
  private static final Path PHOTO = Studio.corpus("image/gps-exif-nikon.jpg");

  /** Tags that muxers need, or whose values ffprobe measures anyway. */
  private static final Set<String> HARMLESS =
      Set.of(
          "major_brand",
          "minor_version",
          "compatible_brands",
          "handler_name",
          "vendor_id",
          "language",
          "alpha_mode",
          "DURATION",
          "encoder",
          "ENCODER");

  @TempDir private Path folder;
  private Studio studio;

  @BeforeEach
  void open() {
    studio = new Studio(folder);
  }

  /** Each distortion changes one property: picture, number of frames, sound or size. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "-vf drawbox=t=fill:c=black",
        "-vf drawbox=t=fill:c=green",
        "-vf hflip",
        "-vf vflip",
        "-frames:v 80",
        "-an",
        "-vf scale=320:240"
      })
  void refusesAVideoThatDiffersFromTheSource(String distortion) throws Exception {
    Path water = Corpus.real("video/h264-480x360-audio-mono.mp4");
    Take take = studio.encode(water, Presets.LOW_BANDWIDTH, StrategyIds.VIDEO_MP4_H264);
    String words =
        "-i|" + take.output() + "|" + distortion.replace(' ', '|') + "|-preset|ultrafast";
    Files.move(
        studio.synthesize("mp4", words.split("\\|", -1)),
        take.output(),
        StandardCopyOption.REPLACE_EXISTING);

    assertThatThrownBy(() -> studio.check(take))
        .isInstanceOf(StageException.class)
        .hasMessage("The encoder failed, or its result did not pass the checks.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-vf scale=320:240", "-vf pad=iw+2:ih", "-vf crop=iw-2:ih"})
  void refusesAStillOfAnotherSize(String distortion) throws Exception {
    Path photo = Corpus.real("image/gps-exif-nikon.jpg");
    Take take = studio.encode(photo, Presets.WEB, StrategyIds.IMAGE_WEBP);
    String words = "-i|" + take.output() + "|" + distortion.replace(' ', '|');
    Files.move(
        studio.synthesize("webp", words.split("\\|", -1)),
        take.output(),
        StandardCopyOption.REPLACE_EXISTING);

    assertThatThrownBy(() -> studio.check(take)).isInstanceOf(StageException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"image-webp", "image-avif", "image-jpeg"})
  void refusesATruncatedStill(StrategyId strategy) throws Exception {
    Take take = studio.encode(PHOTO, Presets.WEB, strategy);
    try (FileChannel file = FileChannel.open(take.output(), StandardOpenOption.WRITE)) {
      file.truncate(file.size() * 9 / 10);
    }

    assertThatThrownBy(() -> studio.check(take)).isInstanceOf(StageException.class);
  }

  /** The size and the timing are right; only the pictures are wrong. */
  @ParameterizedTest
  @CsvSource({
    "image-webp, hflip", "image-webp, negate",
    "image-avif, hflip", "image-avif, negate",
  })
  void refusesAnAnimationThatDiffersFromTheSource(StrategyId strategy, String distortion)
      throws Exception {
    Take take = studio.encode(animation("null"), Presets.WEB, strategy);
    studio.check(take);
    Take other = studio.encode(animation(distortion), Presets.WEB, strategy);
    // Its samples have the same paths as those of the first, so they now show the other source.
    assertThat(take.encoding().frames()).isEqualTo(other.encoding().frames());

    Take swapped = new Take(take.probe(), take.attempt(), take.output(), other.encoding());

    assertThatThrownBy(() -> studio.check(swapped))
        .isInstanceOf(StageException.class)
        .rootCause()
        .hasMessageContaining("similarity");
  }

  private Path animation(String filter) throws Exception {
    return studio.synthesize(
        "gif", "-f", "lavfi", "-i", "testsrc2=s=160x120:r=2:d=6," + filter, "-loop", "0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"image-webp", "image-avif", "image-jpeg"})
  void refusesAStillWithForeignBytesAtItsEnd(StrategyId strategy) throws Exception {
    Take take = studio.encode(PHOTO, Presets.WEB, strategy);
    Files.write(take.output(), new byte[] {1, 2, 3}, StandardOpenOption.APPEND);

    assertThatThrownBy(() -> studio.check(take))
        .isInstanceOf(StageException.class)
        .rootCause()
        .hasMessageContaining("not complete");
  }

  /** The encoding process wrote no score, because it could not decode its output. */
  @ParameterizedTest
  @ValueSource(strings = {"image-webp", "image-avif", "image-jpeg"})
  void refusesAStillThatDoesNotDecode(StrategyId strategy) throws Exception {
    Take take = studio.encode(PHOTO, Presets.WEB, strategy);
    Files.delete(take.encoding().comparison().file());

    assertThatThrownBy(() -> studio.check(take)).rootCause().hasMessageContaining("decode");
  }

  @ParameterizedTest
  @ValueSource(strings = {"image-webp", "image-avif", "image-jpeg"})
  void refusesAStillThatIsUnlikeItsSource(StrategyId strategy) throws Exception {
    Take take = studio.encode(PHOTO, Presets.WEB, strategy);
    Files.writeString(take.encoding().comparison().file(), "lavfi.ssim.All=0.12\n");

    assertThatThrownBy(() -> studio.check(take)).rootCause().hasMessageContaining("similarity");
  }

  @ParameterizedTest
  @ValueSource(strings = {"video-mp4-h264", "video-webm-vp9", "original"})
  void warnsWhenAVideoEndsEarly(StrategyId strategy) throws Exception {
    Path source = Studio.corpus("hostile/truncated-moov-first.mp4");
    Take take = studio.encode(source, Presets.LOW_BANDWIDTH, strategy);

    Measured measured = studio.check(take);

    Duration announced = Objects.requireNonNull(take.probe().duration());
    Duration read = Objects.requireNonNull(measured.duration());
    assertThat(read).isLessThan(announced.minusSeconds(1));
    assertThat(measured.warnings())
        .contains(
            "The file ends early: of %.1f seconds that it announces, %.1f could be read."
                .formatted(announced.toMillis() / 1e3, read.toMillis() / 1e3));
  }

  /** If this counted as a fault of the worker, the encode would repeat up to 400 times. */
  @ParameterizedTest
  @ValueSource(strings = {"video-mp4-h264", "original"})
  void aVerificationThatTakesTooLongIsAnEncodeTimeout(StrategyId strategy) throws Exception {
    Take take = studio.encode(WATER, Presets.LOW_BANDWIDTH, strategy);
    Take hurried = take.within(Duration.ofMillis(1));

    assertThatThrownBy(() -> studio.check(hurried))
        .isInstanceOfSatisfying(
            StageException.class,
            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.ENCODE_TIMEOUT));
  }

  @Test
  void aVerificationStopsWhenItsThreadIsInterrupted() throws Exception {
    Take take = studio.encode(WATER, Presets.LOW_BANDWIDTH, StrategyIds.ORIGINAL);

    Throwable end =
        CompletableFuture.supplyAsync(
                () -> {
                  Thread.currentThread().interrupt();
                  return catchThrowable(() -> studio.check(take));
                },
                task -> Thread.ofPlatform().start(task))
            .get(20, TimeUnit.SECONDS);

    assertThat(end).isInstanceOfAny(InterruptedException.class, InterruptedIOException.class);
  }

  /** The progress of a long video must move although nothing is encoded. */
  @Test
  void reportsTheProgressOfDecodingAnOriginal() throws Exception {
    Take take = studio.encode(WATER, Presets.LOW_BANDWIDTH, StrategyIds.ORIGINAL);
    List<Double> percents = new ArrayList<>();

    studio.check(take, progress -> percents.add(progress.percent()));

    assertThat(percents).isSorted().last(DOUBLE).isGreaterThan(90);
  }

  @ParameterizedTest
  @ValueSource(strings = {"video-mp4-h264", "video-webm-vp9", "original"})
  void acceptsACompleteVideo(StrategyId strategy) throws Exception {
    Take take = studio.encode(WATER, Presets.LOW_BANDWIDTH, strategy);

    assertThat(take.encoding().warnings()).isEmpty();
    assertThat(studio.check(take).warnings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"image-webp", "image-avif", "image-jpeg"})
  void acceptsAStill(StrategyId strategy) throws Exception {
    Take take = studio.encode(PHOTO, Presets.WEB, strategy);

    assertThat(studio.check(take).warnings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"color=black", "color=gray", "nullsrc,noise=alls=100:allf=t"})
  void acceptsFlatAndNoisyPictures(String picture) throws Exception {
    String[] parts = picture.split(",", 2);
    String filters = parts.length > 1 ? "," + parts[1] : "";
    String first = parts[0].contains("=") ? parts[0] + ":" : parts[0] + "=";
    Path source =
        studio.synthesize(
            "mp4",
            "-f",
            "lavfi",
            "-i",
            first + "s=320x180:r=25:d=1" + filters,
            "-pix_fmt",
            "yuv420p");
    Take take = studio.encode(source, Presets.LOW_BANDWIDTH, StrategyIds.VIDEO_MP4_H264);

    assertThat(studio.check(take).warnings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"video-mp4-h264", "video-webm-vp9", "original"})
  void findsNoPlaceOwnerOrToolInAnOutput(StrategyId strategy) throws Exception {
    Path source = Studio.corpus("video/h264-mov-iphone-rot90-gps.mov");
    assertThat(tags(source)).contains("com.apple.quicktime.location.ISO6709");

    Path output = studio.encodeAndCheck(source, Presets.LOW_BANDWIDTH, strategy);

    Set<String> found = tags(output);
    found.removeAll(HARMLESS);
    assertThat(found).isEmpty();
    assertThat(Files.readString(output, java.nio.charset.StandardCharsets.ISO_8859_1))
        .doesNotContain("com.apple", "iPhone", "x264 - core", "ISO6709");
  }

  private Set<String> tags(Path file) throws Exception {
    Tags read = studio.ffprobe(file, Tags.class, "-show_entries", "format_tags:stream_tags");
    Set<String> names = new TreeSet<>();
    if (read.format().tags() != null) {
      names.addAll(read.format().tags().keySet());
    }
    read.streams().stream()
        .filter(stream -> stream.tags() != null)
        .forEach(stream -> names.addAll(stream.tags().keySet()));
    return names;
  }

  private record Tags(Tagged format, List<Tagged> streams) {}

  private record Tagged(@Nullable Map<String, String> tags) {}

  @Test
  void anOriginalIsNotLargerAndKeepsItsFrames() throws Exception {
    Path source = Studio.corpus("video/vp9-288p-10s-tractor.webm");

    Path output = studio.encodeAndCheck(source, Presets.WEB, StrategyIds.ORIGINAL);

    assertThat(Files.size(output)).isLessThanOrEqualTo(Files.size(source));
    assertThat(studio.times(output)).isEqualTo(studio.times(source));
  }
}
