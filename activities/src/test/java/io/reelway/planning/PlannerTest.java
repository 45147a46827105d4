package io.reelway.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelway.corpus.Tools;
import io.reelway.failure.StageException;
import io.reelway.job.ErrorCode;
import io.reelway.media.AudioTrack;
import io.reelway.media.ImageTrack;
import io.reelway.media.MediaKind;
import io.reelway.media.Picture;
import io.reelway.media.Probe;
import io.reelway.media.Rational;
import io.reelway.media.VideoTrack;
import io.reelway.plan.Attempt;
import io.reelway.plan.EncoderSettings;
import io.reelway.plan.Presets;
import io.reelway.plan.StrategyId;
import io.reelway.plan.Workload;
import io.reelway.spec.JobOptions;
import io.reelway.spec.Preset;
import io.reelway.store.JobJson;
import io.reelway.strategy.Strategies;
import io.reelway.strategy.StrategyIds;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlannerTest {
  private static final Duration IMAGE = Duration.ofMinutes(1);
  private static final Duration MINIMUM = Duration.ofMinutes(10);
  private static final Duration UNKNOWN = Duration.ofHours(3);

  private final Planner planner =
      new Planner(Strategies.builtIn(), new EncodeLimits(IMAGE, 20, MINIMUM, UNKNOWN), Tools.WHOLE);

  @ParameterizedTest(name = "{0} {1} {2} {3}")
  @CsvSource({
    "jpeg, yuvj420p, opaque, web, image-webp image-avif image-jpeg original | image-webp",
    "jpeg, yuvj420p, opaque, low-bandwidth, image-avif image-webp image-jpeg original | image-avif",
    "png, rgba, transparent, web, image-webp image-avif original | image-webp",
    "tiff, rgb24, opaque, web, image-webp image-avif image-jpeg | image-webp"
  })
  void plansTheAttemptsOfAnImageInThisOrder(
      String container, String pixels, String alpha, String preset, String attempts) {
    Probe image =
        image(container, track(container, 100, 80, pixels, alpha.equals("transparent"), null));

    assertThat(attempts(image, preset)).isEqualTo(attempts);
  }

  /** Scaled, a drawing of two colours may take more space than the fax that it comes from. */
  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "tiff, 1728, 1400 1400 1400 1728 | 1400",
    "bmp, 1728, 1400 1400 1400 1728 | 1400",
    "tiff, 1400, 1400 1400 1400 | 1400",
    "tiff, 20000, 1400 1400 1400 | 1400",
    "png, 1728, 1400 1400 1400 1728 | 1400",
  })
  void triesAWideScanInItsOwnSizeBeforeItMayGrow(String container, int width, String widths) {
    Probe image = image(container, track(container, width, 100, "monob", false, null));
    List<Attempt> attempts = planner.plan(image, Presets.WEB).main().attempts();

    String planned =
        attempts.stream()
            .map(attempt ->
                (attempt.expectation().mayGrow() ? "| " : "") + attempt.picture().width())
            .collect(Collectors.joining(" "));

    assertThat(planned).startsWith(widths);
  }

  @Test
  void skipsStrategiesThatThisBuildLacks() {
    Probe image = image("jpeg", track("jpeg", 100, 80, "yuvj420p", false, null));

    assertThat(attempts(image, jpegAfter("image-jxl")))
        .isEqualTo("image-jpeg original | image-jpeg");
  }

  @Test
  void refusesAPresetWithoutAnyStrategyOfThisBuild() {
    Probe video = video(track("h264", 640, 360, "yuv420p", false, null), MINIMUM);

    assertThatExceptionOfType(StageException.class)
        .isThrownBy(() -> planner.plan(video, jpegAfter("image-jxl")))
        .withMessage("This server has none of the strategies [video-mp4-vp9].");
  }

  /** JPEG has no alpha channel. */
  @ParameterizedTest(name = "{0}")
  @CsvSource({"png, true", "tiff, false"})
  void aJpegPresetKeepsATransparentOriginalOrRefusesIt(String container, boolean shown) {
    Probe image = image(container, track(container, 100, 80, "rgba", true, null));
    Preset jpegs = jpegAfter("image-jxl");

    if (shown) {
      assertThat(attempts(image, jpegs)).isEqualTo("original | ");
    } else {
      assertThatExceptionOfType(StageException.class)
          .isThrownBy(() -> planner.plan(image, jpegs))
          .withMessageContaining("can show this image");
    }
  }

  private static Preset jpegAfter(String other) {
    return new Preset(
        "jpegs",
        1400,
        82,
        24,
        2400,
        128,
        List.of(new StrategyId(other), new StrategyId("image-jpeg")),
        List.of(new StrategyId("video-mp4-vp9")));
  }

  /** A picture too long for every format is scaled down. */
  @ParameterizedTest(name = "{0}x{1} {2}")
  @CsvSource({
    "700, 16383, tiff, image-webp image-avif image-jpeg | image-webp, 700x16383",
    "700, 16384, tiff, image-avif image-jpeg | image-avif, 700x16384",
    "700, 32769, tiff, image-jpeg | image-jpeg, 700x32769",
    "700, 65500, png, image-jpeg original | image-jpeg, 700x65500",
    "100, 70000, tiff, image-webp image-avif image-jpeg | image-webp, 23x16383",
  })
  void skipsFormatsThatDoNotAllowSuchLongPictures(
      int width, int height, String container, String attempts, String size) {
    Probe image = image(container, track(container, width, height, "rgb24", false, null));
    Attempt first = planner.plan(image, Presets.WEB).main().attempts().getFirst();

    assertThat(attempts(image, "web")).isEqualTo(attempts);
    assertThat(first.picture().width() + "x" + first.picture().height()).isEqualTo(size);
  }

  @ParameterizedTest(name = "{0} {1} {2} {3}")
  @CsvSource({
    "h264, yuv420p, opaque, web, video-mp4-h264 video-webm-vp9 original | original video-mp4-h264",
    "h264, yuv420p, opaque, low-bandwidth, "
        + "video-webm-vp9 video-mp4-h264 original | original video-webm-vp9",
    "av1, yuv420p10le, opaque, web, "
        + "video-mp4-h264 video-webm-vp9 original | original video-mp4-h264",
    "vp9, yuv420p, opaque, web, video-mp4-h264 video-webm-vp9 original | original video-mp4-h264",
    "hevc, yuv420p, opaque, web, video-mp4-h264 video-webm-vp9 video-mp4-av1 | video-mp4-h264",
    "h264, yuv422p, opaque, web, video-mp4-h264 video-webm-vp9 | video-mp4-h264",
    "h264, yuv420p10le, opaque, web, video-mp4-h264 video-webm-vp9 | video-mp4-h264",
    "prores, yuva444p10le, transparent, web, video-webm-vp9 video-mp4-h264 | video-webm-vp9"
  })
  void plansTheAttemptsOfAVideoInThisOrder(
      String codec, String pixels, String alpha, String preset, String attempts) {
    Probe video = video(track(codec, 640, 360, pixels, alpha.equals("transparent"), null), MINIMUM);

    assertThat(attempts(video, preset)).isEqualTo(attempts);
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "{\"format\":[\"mp4\"]}, video-mp4-h264 video-mp4-av1 | video-mp4-h264",
    "{\"format\":[\"webm\"]}, video-webm-vp9 | video-webm-vp9",
    "{\"videoCodec\":\"h264\"}, video-mp4-h264 | video-mp4-h264",
    "{\"audio\":\"none\"}, video-mp4-h264 video-webm-vp9 video-mp4-av1 | video-mp4-h264"
  })
  void aVideoOfAModernCodecMayBecomeAv1IfTheOptionsAllowIt(String options, String attempts)
      throws Exception {
    Probe video = video(track("hevc", 640, 360, "yuv420p", false, null), MINIMUM);
    JobOptions asked = JobJson.MAPPER.readValue(options, JobOptions.class);

    assertThat(inWords(planner.plan(video, Presets.WEB, asked).main().attempts()))
        .isEqualTo(attempts);
  }

  @ParameterizedTest(name = "{0} of {1} becomes {2}")
  @CsvSource({
    "VIDEO, 1920x1080, 720x406", // the nearest even height to 405
    "VIDEO, 1080x1920, 406x720", // the long side of a portrait clip
    "VIDEO, 321x241, 320x240", // even, and never above the source
    "VIDEO, 1x1, 2x2",
    "IMAGE, 4000x3000, 720x540",
    "IMAGE, 3000x4000, 720x960", // the width of a picture
    "IMAGE, 321x241, 321x241",
    "IMAGE, 10000x1, 720x1"
  })
  void scalesIntoTheSizeOfThePreset(MediaKind kind, String source, String fitted) {
    String[] sides = source.split("x", -1);
    VideoTrack track =
        track(
            "h264", Integer.parseInt(sides[0]), Integer.parseInt(sides[1]), "yuv420p", false, null);
    Attempt first = first(kind == MediaKind.VIDEO ? video(track, MINIMUM) : image("tiff", track));

    assertThat(first.picture().width() + "x" + first.picture().height()).isEqualTo(fitted);
  }

  @Test
  void refusesAFileWithOnlySound() {
    AudioTrack sound = new AudioTrack(0, "mp3", 2, 44_100, null);
    Probe song = new Probe("mp3", "mp3", Duration.ofMinutes(3), List.of(sound), List.of());

    assertThatThrownBy(() -> planner.plan(song, Presets.WEB))
        .isInstanceOfSatisfying(
            StageException.class,
            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.UNSUPPORTED_TYPE))
        .hasMessage("The preset has no strategy for sound without a picture.");
  }

  @Test
  void keepsTheSizeOfAnOriginal() {
    Probe video = video(track("h264", 1921, 1081, "yuv420p", false, null), MINIMUM);

    assertThat(planner.plan(video, Presets.LOW_BANDWIDTH).main().attempts())
        .filteredOn(attempt -> attempt.strategy().equals(StrategyIds.ORIGINAL))
        .hasSize(2)
        .allSatisfy(attempt -> {
          assertThat(attempt.picture().width()).isEqualTo(1921);
          assertThat(attempt.picture().height()).isEqualTo(1081);
        });
  }

  /** An animation of 20 frames lasts 2 s. */
  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          photo     | {"maxFrameRate":1}  | true
          animation | {"maxFrameRate":10} | true
          animation | {"maxFrameRate":9}  | false
          video     | {"maxFrameRate":25} | true
          video     | {"maxFrameRate":24} | false
          photo     | {"width":321}       | true
          photo     | {"width":320}       | false
          photo     | {"height":240}      | false
          animation | {"width":320}       | false
          video     | {"width":321}       | true
          video     | {"width":318}       | false
          """)
  void keepsAnOriginalThatIsWhatWasAskedFor(String source, String options, boolean kept)
      throws Exception {
    VideoTrack track = track("vp9", 321, 241, "yuv420p", false, new Rational(25, 1));
    ImageTrack frames = new ImageTrack(0, "gif", track.picture(), true, 20);
    Probe probe =
        switch (source) {
          case "photo" -> image("png", track);
          case "animation" ->
              new Probe("gif", "gif", Duration.ofSeconds(2), List.of(frames), List.of());
          default -> new Probe("webm", "matroska", MINIMUM, List.of(track), List.of());
        };
    JobOptions asked = JobJson.MAPPER.readValue(options, JobOptions.class);

    assertThat(planner.plan(probe, Presets.WEB, asked).main().attempts())
        .extracting(Attempt::strategy)
        .matches(strategies -> strategies.contains(StrategyIds.ORIGINAL) == kept);
  }

  @ParameterizedTest(name = "{0}/{1} frames a second")
  @CsvSource({"30, 1, false", "60, 1, false", "6005, 100, false", "120, 1, true", "240, 1, true"})
  void limitsTheFrameRateTo60(int frames, int seconds, boolean dropped) {
    VideoTrack track = track("h264", 640, 360, "yuv420p", false, new Rational(frames, seconds));

    assertThat(first(video(track, MINIMUM)).settings().video())
        .isEqualTo(new EncoderSettings.Video(30, 900, dropped ? new Rational(60, 1) : null));
  }

  @Test
  void anAttemptHasSettingsOnlyForTheEncodersThatItRuns() {
    VideoTrack silent = track("h264", 640, 360, "yuv420p", false, null);
    AudioTrack sound = new AudioTrack(1, "aac", 2, 48_000, null);
    Probe talking = new Probe("mp4", "mov", MINIMUM, List.of(silent, sound), List.of());

    assertThat(first(image("tiff", silent)).settings())
        .isEqualTo(new EncoderSettings(new EncoderSettings.Image(72), null, null));
    assertThat(first(video(silent, MINIMUM)).settings().audio()).isNull();
    assertThat(first(talking).settings())
        .isEqualTo(
            new EncoderSettings(
                null, new EncoderSettings.Video(30, 900, null), new EncoderSettings.Audio(80)));
    assertThat(planner.plan(talking, Presets.WEB).main().attempts())
        .filteredOn(attempt -> attempt.strategy().equals(StrategyIds.ORIGINAL))
        .isNotEmpty()
        .allMatch(attempt -> attempt.settings().equals(EncoderSettings.NONE));
  }

  @Test
  void setsTheTimeLimitInProportionToTheDuration() {
    VideoTrack track = track("h264", 640, 360, "yuv420p", false, null);

    assertThat(first(video(track, Duration.ofSeconds(5))).timeLimit()).isEqualTo(MINIMUM);
    assertThat(first(video(track, Duration.ofHours(1))).timeLimit()).hasHours(20);
    assertThat(first(video(track, null)).timeLimit()).isEqualTo(UNKNOWN);
    assertThat(first(image("jpeg", track)).timeLimit()).isEqualTo(IMAGE);
  }

  /** A source that is copied is encoded once. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"quality":80}                                                  | 1
          {"maxBytes":9000}                                               | 5
          {"qualityTarget":{"metric":"ssim","target":0.9}}                      | 4
          {"qualityTarget":{"metric":"ssim","target":0.9},"maxBytes":9000}      | 8
          {"format":["webp","jpeg"],"maxBytes":9000}                      | 10
          """)
  void allowsTheTimeOfAllEncodes(String options, int encodes) throws Exception {
    Probe image = image("jpeg", track("jpeg", 100, 80, "yuvj420p", false, null));
    JobOptions asked = JobJson.MAPPER.readValue(options, JobOptions.class);
    List<Attempt> attempts = planner.plan(image, Presets.WEB, asked).main().attempts();

    assertThat(attempts.getFirst().timeLimit()).isEqualTo(IMAGE.multipliedBy(encodes));
    assertThat(attempts)
        .filteredOn(attempt -> attempt.strategy().equals(StrategyIds.ORIGINAL))
        .allMatch(attempt -> attempt.timeLimit().equals(IMAGE));
  }

  /** A GIF of 112 KiB can take a minute to encode. */
  @ParameterizedTest(name = "{0}x{1}, {2} pictures")
  @CsvSource({
    "640, 360, 1, LIGHT",
    "8000, 8000, 1, LIGHT",
    "10000, 10000, 1, HEAVY",
    "500, 500, 256, LIGHT",
    "500, 500, 257, HEAVY",
    "1000, 1000, 5000, HEAVY",
  })
  void classifiesHeavyImagesByThePixelsOfAllFrames(
      int width, int height, int frames, Workload workload) {
    Picture picture = Picture.plain(width, height, "bgra", false);
    ImageTrack track = new ImageTrack(0, "gif", picture, true, frames);
    Probe probe = new Probe("gif", "gif", IMAGE, List.of(track), List.of());

    assertThat(planner.plan(probe, Presets.LOW_BANDWIDTH).main().attempts())
        .extracting(Attempt::workload)
        .containsOnly(workload);
  }

  private Attempt first(Probe probe) {
    return planner.plan(probe, Presets.LOW_BANDWIDTH).main().attempts().getFirst();
  }

  private String attempts(Probe probe, String preset) {
    return attempts(probe, Presets.named(preset).orElseThrow());
  }

  /**
   * The attempts of a plan. After the bar follow those whose output may be larger than the source.
   */
  private String attempts(Probe probe, Preset preset) {
    return inWords(planner.plan(probe, preset).main().attempts());
  }

  private static String inWords(List<Attempt> attempts) {
    return attempts.stream()
        .collect(Collectors.partitioningBy(it -> it.expectation().mayGrow()))
        .values()
        .stream()
        .map(
            list -> list.stream().map(it -> it.strategy().value()).collect(Collectors.joining(" ")))
        .collect(Collectors.joining(" | "));
  }

  private static Probe image(String container, VideoTrack track) {
    ImageTrack image = new ImageTrack(0, track.codec(), track.picture(), false, 1);
    return new Probe(container, container, null, List.of(image), List.of());
  }

  private static Probe video(VideoTrack track, @Nullable Duration length) {
    return new Probe("mp4", "mov", length, List.of(track), List.of());
  }

  private static VideoTrack track(
      String codec,
      int width,
      int height,
      String pixels,
      boolean alpha,
      @Nullable Rational frameRate) {
    return new VideoTrack(0, codec, Picture.plain(width, height, pixels, alpha), frameRate, false);
  }
}
