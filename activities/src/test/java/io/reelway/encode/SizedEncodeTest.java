package io.reelway.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.reelway.encode.Encoder.Encoding;
import io.reelway.encode.Studio.Take;
import io.reelway.failure.CannotFitException;
import io.reelway.media.Probe;
import io.reelway.plan.Attempt;
import io.reelway.plan.ExpectedPicture;
import io.reelway.plan.Presets;
import io.reelway.strategy.ImageStrategy;
import io.reelway.strategy.Strategies;
import io.reelway.strategy.VideoStrategy;
import io.reelway.verify.Measured;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An output never exceeds the bytes that were asked for, and uses most of them. */
@Execution(ExecutionMode.CONCURRENT)
class SizedEncodeTest {
  private static final double USED_BY_IMAGE = 0.92;

  private static final double USED_BY_VIDEO = 0.85;

  @TempDir private Path folder;
  private Studio studio;

  @BeforeEach
  void open() {
    studio = new Studio(folder);
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({"mp4, 300000", "mp4, 120000", "mp4, 40000", "webm, 120000", "webm, 40000"})
  void aVideoFits(String format, long bytes) throws Exception {
    Take take = encode(clip(), "{'format':['%s'],'maxBytes':%d}".formatted(format, bytes));
    Measured measured = studio.check(take);

    assertThat(measured.bytes()).isBetween((long) (USED_BY_VIDEO * bytes), bytes);
    assertThat(measured.duration()).isCloseTo(Duration.ofSeconds(6), Duration.ofMillis(100));
    assertThat(studio.soundTimes(take.output())).isNotEmpty();
  }

  /** Browsers record WebM without a length. Its sound alone had more than the maximum. */
  @Test
  void aRecordingWithoutALengthFits() throws Exception {
    Path source =
        studio.synthesize(
            "webm",
            "-f",
            "lavfi",
            "-i",
            "testsrc2=s=320x180:r=25:d=12",
            "-f",
            "lavfi",
            "-i",
            "anoisesrc=d=12:r=48000",
            "-c:v",
            "libvpx",
            "-deadline",
            "realtime",
            "-b:v",
            "1M",
            "-live",
            "1");

    Take take = encode(source, "{'format':['mp4'],'maxBytes':90000}");

    assertThat(take.probe().duration()).isNull();
    assertThat(studio.check(take).bytes()).isBetween((long) (USED_BY_VIDEO * 90_000), 90_000L);
  }

  /** Their encoders have no first pass. */
  @ParameterizedTest(name = "{0} {1} {2}")
  @CsvSource({"mp4, av1, 120000", "webm, av1, 80000", "mp4, hevc, 60000"})
  void aVideoInANewerCodecFits(String format, String codec, long bytes) throws Exception {
    Take take =
        encode(
            clip(),
            "{'format':['%s'],'videoCodec':'%s','maxBytes':%d}".formatted(format, codec, bytes));

    assertThat(studio.check(take).bytes()).isBetween((long) (0.8 * bytes), bytes);
  }

  /** One picture in 20 s, for 10 minutes: 10 kbit/s would be 750,000 bytes, and 1 kbit/s 75,000. */
  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({"mp4, 150000", "mp4, 40000", "webm, 60000"})
  void aSlideShowFits(String format, long bytes) throws Exception {
    Path source =
        studio.synthesize(
            "mp4",
            "-f",
            "lavfi",
            "-i",
            "testsrc2=s=640x360:r=1/20:d=600,noise=alls=12:allf=t",
            "-c:v",
            "libx264",
            "-crf",
            "8",
            "-pix_fmt",
            "yuv420p");

    Take take = encode(source, "{'format':['%s'],'maxBytes':%d}".formatted(format, bytes));
    Measured measured = studio.check(take);

    assertThat(measured.bytes()).isBetween(bytes / 4, bytes);
    assertThat(measured.duration()).isCloseTo(Duration.ofMinutes(10), Duration.ofMillis(100));
  }

  @ParameterizedTest
  @ValueSource(strings = {"m4a", "mp3", "ogg"})
  void soundFits(String format) throws Exception {
    Take take = encode(clip(), "{'format':['%s'],'maxBytes':%d}".formatted(format, 24_000));

    assertThat(studio.check(take).bytes()).isBetween(12_000L, 24_000L);
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "webp, 30000",
    "webp, 8000",
    "jpeg, 30000",
    "jpeg, 8000",
    "avif, 20000",
    "avif, 5000"
  })
  void anImageFits(String format, long bytes) throws Exception {
    Take take = encode(photo(), "{'format':['%s'],'maxBytes':%d}".formatted(format, bytes));
    Measured measured = studio.check(take);

    assertThat(measured.bytes()).isBetween((long) (USED_BY_IMAGE * bytes), bytes);
  }

  @Test
  void aDrawingFits() throws Exception {
    Path drawing =
        studio.synthesize(
            "png",
            "-f",
            "lavfi",
            "-i",
            "cellauto=s=800x600:rule=110:full=1:random_seed=1",
            "-frames:v",
            "1",
            "-pix_fmt",
            "rgb24");

    Take take = encode(drawing, "{'maxBytes':%d}".formatted(12_000));

    assertThat(studio.check(take).bytes()).isBetween(6_000L, 12_000L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mp4", "webp"})
  void anOutputThatFitsAtOnceKeepsThePlannedQuality(String format) throws Exception {
    Path source = format.equals("mp4") ? clip() : photo();
    long usual = studio.check(encode(source, "{'format':['%s']}".formatted(format))).bytes();

    Take take = encode(source, "{'format':['%s'],'maxBytes':%d}".formatted(format, 100 * usual));

    assertThat(studio.check(take).bytes()).isEqualTo(usual);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mp4", "webm", "webp"})
  void saysHowSmallAnOutputCanBe(String format) throws Exception {
    Path source = format.equals("webp") ? photo() : clip();

    assertThatExceptionOfType(CannotFitException.class)
        .isThrownBy(() -> encode(source, "{'format':['%s'],'maxBytes':70}".formatted(format)))
        .withMessageStartingWith("No output fits into 70 bytes; the smallest that was possible has")
        .satisfies(refused -> assertThat(refused.smallestBytes()).isGreaterThan(70));
  }

  /** SVT-AV1 has no mean bit rates for sides below 64 pixels. */
  @ParameterizedTest
  @ValueSource(strings = {"480x270", "60x60"})
  void anAv1ThatCannotFitSaysSo(String size) throws Exception {
    Path source = studio.synthesize("mp4", "-f", "lavfi", "-i", "testsrc2=r=25:d=3:s=" + size);

    assertThatExceptionOfType(CannotFitException.class)
        .isThrownBy(() -> encode(source, "{'format':['mp4'],'videoCodec':'av1','maxBytes':1500}"))
        .satisfies(refused -> assertThat(refused.smallestBytes()).isGreaterThan(1500));
  }

  /** A later encode was too large, and its picture has another size. */
  @ParameterizedTest
  @ValueSource(strings = {"mp4", "webp", "avif"})
  void theOutputThatStaysIsComparedWithItsOwnFrames(String format) throws Exception {
    Path source =
        format.equals("mp4")
            ? clip()
            : studio.synthesize("gif", "-f", "lavfi", "-i", "testsrc2=d=1");
    Probe probe = studio.probe(source);
    Attempt planned =
        Studio.plan(probe, Presets.WEB, "{'format':['%s']}".formatted(format))
            .main()
            .attempts()
            .getFirst();
    Attempt small = resized(planned, 0.5);
    Path output = folder.resolve("sized");
    studio.encode(source, probe, small, output);
    long fitting = Files.size(output);
    long maxBytes = fitting * 10 / 9;
    Deque<Attempt> attempts = new ArrayDeque<>(List.of(planned, small));

    Encoding made =
        new SizedEncode(
                maxBytes,
                search(probe, planned, maxBytes),
                output,
                (ignored, progress) -> {
                  Attempt next = attempts.isEmpty() ? resized(planned, 0.75) : attempts.remove();
                  return studio.encode(source, probe, next, output);
                },
                () -> false)
            .encode(progress -> {});

    assertThat(studio.check(new Take(probe, made.attempt(), output, made)))
        .satisfies(measured -> {
          assertThat(measured.bytes()).isEqualTo(fitting);
          assertThat(measured.width()).isEqualTo(small.picture().width());
        });
  }

  /** The second encode is stopped, by the limit of all encodes or by the end of the worker. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anOutputThatFitsStaysWhenTheTimeIsUp(boolean late) throws Exception {
    Path source = studio.synthesize("gif", "-f", "lavfi", "-i", "testsrc2=d=1");
    Probe probe = studio.probe(source);
    Attempt planned =
        Studio.plan(probe, Presets.WEB, "{'format':['webp']}").main().attempts().getFirst();
    Attempt small = resized(planned, 0.5);
    Path output = folder.resolve("sized");
    studio.encode(source, probe, small, output);
    long maxBytes = 2 * Files.size(output);
    Deque<Attempt> attempts = new ArrayDeque<>(List.of(planned, small));
    SizedEncode encode =
        new SizedEncode(
            maxBytes,
            search(probe, planned, maxBytes),
            output,
            (ignored, progress) -> {
              if (attempts.isEmpty()) {
                Files.writeString(output, "half");
                throw new InterruptedException();
              }
              return studio.encode(source, probe, attempts.remove(), output);
            },
            () -> late);

    if (late) {
      Encoding made = encode.encode(progress -> {});

      assertThat(studio.check(new Take(probe, made.attempt(), output, made)).width())
          .isEqualTo(small.picture().width());
    } else {
      assertThatExceptionOfType(InterruptedException.class)
          .isThrownBy(() -> encode.encode(progress -> {}));
    }
  }

  private static Attempt resized(Attempt attempt, double scale) {
    ExpectedPicture size = attempt.picture();
    return attempt.expecting(
        attempt
            .expectation()
            .sized((int) (size.width() * scale) / 2 * 2, (int) (size.height() * scale) / 2 * 2));
  }

  private static SizeSearch search(Probe probe, Attempt planned, long maxBytes) {
    return switch (Strategies.builtIn().find(planned.strategy()).orElseThrow()) {
      case ImageStrategy image ->
          new ImageSizeSearch(
              planned,
              maxBytes,
              ImageSizeCurve.usual(ImageSizeSearch.range(planned, image), true),
              image.stepOfQuality());
      case VideoStrategy video ->
          new VideoSizeSearch(
              probe,
              planned,
              planned.expectation().duration(),
              maxBytes,
              video.fallOfFactor(),
              video.worstFactor());
      default -> throw new AssertionError("no search");
    };
  }

  private Take encode(Path source, String options) throws Exception {
    return studio.encode(source, Presets.WEB, options);
  }

  private Path clip() throws Exception {
    return studio.synthesize(
        "mp4",
        "-f",
        "lavfi",
        "-i",
        "testsrc2=s=480x270:r=25:d=6,noise=alls=12:allf=t",
        "-f",
        "lavfi",
        "-i",
        "sine=f=440:r=48000:d=6",
        "-c:v",
        "libx264",
        "-preset",
        "ultrafast",
        "-crf",
        "8",
        "-pix_fmt",
        "yuv420p");
  }

  private Path photo() throws Exception {
    return studio.synthesize(
        "jpg",
        "-f",
        "lavfi",
        "-i",
        "mandelbrot=s=1000x700,noise=alls=10",
        "-frames:v",
        "1",
        "-q:v",
        "1");
  }
}
