package io.reelway.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.reelway.corpus.Tools;
import io.reelway.failure.StageException;
import io.reelway.job.ErrorCode;
import io.reelway.media.AudioTrack;
import io.reelway.media.ImageTrack;
import io.reelway.media.Picture;
import io.reelway.media.Probe;
import io.reelway.media.Rational;
import io.reelway.media.Track;
import io.reelway.media.VideoTrack;
import io.reelway.plan.ExpectedPicture;
import io.reelway.plan.Plan;
import io.reelway.plan.Presets;
import io.reelway.spec.JobOptions;
import io.reelway.store.JobJson;
import io.reelway.strategy.Strategies;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The sentences about what cannot be made of a source name what the request has. */
class SourceRulesTest {
  private final Planner planner =
      new Planner(
          Strategies.builtIn(),
          new EncodeLimits(Duration.ofMinutes(1), 20, Duration.ofMinutes(10), Duration.ofHours(3)),
          Tools.WHOLE);

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          photo     | {'format':['mp4']}          | The options ask for mp4, which cannot be made of a still image.
          photo     | {'format':['mp4','webm']}   | The options ask for mp4 or webm, which cannot be made of a still image.
          photo     | {'start':1}                 | The option start needs a video or an animation, but the source is a still image; leave start out.
          photo     | {'duration':2}              | The option duration needs a video or an animation, but the source is a still image; leave duration out.
          photo     | {'start':0,'duration':2}    | The option duration needs a video or an animation, but the source is a still image; leave duration out.
          photo     | {'start':1,'duration':2}    | The options start and duration need a video or an animation, but the source is a still image; leave both out.
          photo     | {'audio':'only'}            | The options ask for sound, but the source is an image.
          photo     | {'videoCodec':'h264'}       | The source is a still image, which has no video codec; leave videoCodec out.
          photo     | {'audioCodec':'aac'}        | The source is a still image, which has no sound; leave audioCodec out.
          alpha     | {'format':['jpeg']}         | The options ask for jpeg, which cannot be made of a transparent image.
          animation | {'videoCodec':'vp9'}        | The source is an animation, which has no video codec; leave videoCodec out, or write mp4 or webm as format.
          animation | {'start':3}                 | The option start is 3 s, but the source lasts only 2 s.
          clip      | {'start':80}                | The option start is 80 s, but the source lasts only 4 s.
          clip      | {'audio':'only'}            | The options ask for sound, but the source has none.
          clip      | {'videoCodec':'hevc','width':20} | HEVC needs a picture of at least 32 pixels on each side; ask for a larger size, or for another videoCodec.
          clear     | {'format':['mp4']}          | The options ask for mp4, which cannot be made of a transparent video.
          clear     | {'videoCodec':'h264'}       | This server makes no transparent video with the codec h264; leave videoCodec out.
          clear     | {'audioCodec':'aac'}        | This server makes no transparent video with the codec aac; leave audioCodec out.
          film      | {'format':['gif']}          | An animation of a video has at most 1000 frames; ask for a shorter duration or a lower maxFrameRate.
          film      | {'format':['webp','gif']}   | An animation of a video has at most 1000 frames; ask for a shorter duration or a lower maxFrameRate.
          ultra     | {'format':['gif'],'width':3840} | An animation of a video has at most as many pixels as 1000 frames of 1280 x 1280; ask for a smaller width, a shorter duration or a lower maxFrameRate.
          clearFilm | {'format':['mp4','gif']}    | An animation of a video has at most 1000 frames; ask for a shorter duration or a lower maxFrameRate.
          """)
  void aMainOutputThatCannotBeMadeFailsTheJob(String source, String options, String sentence)
      throws Exception {
    JobOptions asked = options(options);

    assertThatExceptionOfType(StageException.class)
        .isThrownBy(() -> planner.plan(probe(source), Presets.WEB, asked))
        .withMessage(sentence)
        .satisfies(refused -> assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_INPUT));
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          photo     | {'type':'image','at':3}       | The option at needs a video or an animation, but the source is a still image; leave at out.
          photo     | {'type':'video'}              | The options ask for a video, but the source is a still image.
          photo     | {'type':'animation'}          | The options ask for an animation, but the source is a still image.
          photo     | {'type':'hls'}                | The type hls needs a video, but the source is a still image.
          animation | {'type':'hls'}                | The type hls needs a video, but the source is an animation.
          alpha     | {'type':'storyboard'}         | The type storyboard needs a video, but the source is a still image.
          animation | {'type':'image','at':100}     | The option at is 100 s, but the source lasts only 2 s.
          clip      | {'type':'image','at':100}     | The option at is 100 s, but the source lasts only 4 s.
          clip      | {'type':'video','options':{'start':30}} | The option start is 30 s, but the source lasts only 4 s.
          clip      | {'type':'hologram'}           | This server cannot make outputs of type hologram.
          """)
  void aFurtherOutputThatCannotBeMadeFailsAlone(String source, String output, String sentence)
      throws Exception {
    String named = output.replace("{'type'", "{'name':'x','type'");

    Plan plan = planner.plan(probe(source), Presets.WEB, options("{'outputs':[" + named + "]}"));

    assertThat(plan.refusals())
        .containsExactly(new Plan.Refusal("x", ErrorCode.INVALID_INPUT.code(), sentence));
  }

  @ParameterizedTest
  @ValueSource(strings = {"'videoCodec':'h264'", "'audioCodec':'aac'"})
  void aPhotoDoesNotUseTheCodecOfAListThatNamesAFormatForPhotos(String codec) throws Exception {
    Plan plan =
        planner.plan(
            probe("photo"), Presets.WEB, options("{'format':['mp4','webp'],%s}".formatted(codec)));

    assertThat(plan.main().attempts().getFirst().strategy().value()).isEqualTo("image-webp");
  }

  /** Formats for images are left out of a list with one for videos. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"{'format':['mp4','gif']}", "{'format':['gif','webm']}"})
  void aLongVideoStaysAVideo(String options) throws Exception {
    Plan plan = planner.plan(probe("film"), Presets.WEB, options(options));

    assertThat(plan.main().attempts())
        .allSatisfy(attempt ->
            assertThat(attempt.expectation().shows(ExpectedPicture.Shape.VIDEO)).isTrue());
  }

  /** Times that mean nothing are no mistake. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {'start':0}
          {'outputs':[{'name':'x','type':'image','at':0}]}
          """)
  void aStillImageIsShownFromItsBeginning(String options) throws Exception {
    Plan plan = planner.plan(probe("photo"), Presets.WEB, options(options));

    assertThat(plan.refusals()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"image, an image", "video, a video", "hls, hls", "storyboard, storyboard"})
  void soundHasNoPicture(String type, String wanted) throws Exception {
    String options = "{'audio':'only','outputs':[{'name':'x','type':'" + type + "'}]}";

    Plan plan = planner.plan(probe("song"), Presets.WEB, options(options));

    assertThat(plan.refusals())
        .singleElement()
        .satisfies(refused ->
            assertThat(refused.message())
                .contains(wanted, "but the source is sound without a picture."));
  }

  private static JobOptions options(String text) throws Exception {
    return JobJson.MAPPER.readValue(text.replace('\'', '"'), JobOptions.class);
  }

  private static Probe probe(String source) {
    return switch (source) {
      case "photo" -> of("jpeg", null, image("jpeg", false, 1));
      case "alpha" -> of("png", null, image("png", true, 1));
      case "animation" -> of("gif", Duration.ofSeconds(2), image("gif", false, 20));
      case "clip" -> of("mp4", Duration.ofSeconds(4), video("h264", false));
      case "clear" -> of("webm", Duration.ofSeconds(4), video("vp9", true));
      case "film" -> of("mp4", Duration.ofSeconds(60), video("h264", false));
      case "ultra" ->
          of(
              "mp4",
              Duration.ofSeconds(16),
              new VideoTrack(
                  0, "h264", Picture.plain(3840, 2160, "yuv420p", false), Rational.of(60), false));
      case "clearFilm" -> of("webm", Duration.ofSeconds(60), video("vp9", true));
      default -> of("mp3", Duration.ofSeconds(4), new AudioTrack(0, "mp3", 2, 44_100, null));
    };
  }

  private static Probe of(String container, @Nullable Duration length, Track track) {
    return new Probe(container, container, length, List.of(track), List.of());
  }

  private static ImageTrack image(String codec, boolean alpha, int frames) {
    Picture picture = Picture.plain(320, 240, "yuv420p", alpha);
    return new ImageTrack(0, codec, picture, frames > 1, frames);
  }

  private static VideoTrack video(String codec, boolean alpha) {
    return new VideoTrack(0, codec, Picture.plain(320, 240, "yuv420p", alpha), null, false);
  }
}
