package io.reelway.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.image.Animation;
import io.reelway.image.heif.HeifComposition;
import io.reelway.media.ImageTrack;
import io.reelway.media.Picture;
import io.reelway.media.Probe;
import io.reelway.plan.Attempt;
import io.reelway.plan.Effort;
import io.reelway.plan.EncoderSettings;
import io.reelway.plan.Expectation;
import io.reelway.plan.Expectation.SizeRule;
import io.reelway.plan.ExpectedPicture;
import io.reelway.plan.ExpectedPicture.Shape;
import io.reelway.plan.MediaType;
import io.reelway.plan.StrategyId;
import io.reelway.plan.Workload;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The complete ffmpeg command lines for images. */
class ImageArgumentsTest {
  private static final String SCALED = "scale=400:300:flags=bicubic+accurate_rnd+full_chroma_int";

  @Test
  void encodesAWebp() {
    ImageArguments arguments = arguments(StrategyIds.IMAGE_WEBP, false, photo());

    assertThat(arguments.input()).containsExactly("-threads", "1");
    assertThat(arguments.graph())
        .isEqualTo(
            "[0:0]"
                + SCALED
                + ",format=gbrp,zscale=matrix=170m:range=limited,format=yuv444p"
                + ",scale=flags=bicubic+accurate_rnd,format=yuv420p,setsar=1,sidedata=mode=delete[picture]");
    assertThat(String.join(" ", arguments.output()))
        .isEqualTo("-frames:v 1 -c:v libwebp -quality 82 -compression_level 4 -f webp");
  }

  @Test
  void encodesTheAlphaOfAnAvifAsASeparatePicture() {
    ImageArguments arguments = arguments(StrategyIds.IMAGE_AVIF, true, photo());

    assertThat(arguments.graph())
        .startsWith(
            "[0:0]format=gbrap16le,premultiply=inplace=1," + SCALED + ",unpremultiply=inplace=1")
        .contains("setparams=range=full:colorspace=smpte170m:color_primaries=bt709")
        .endsWith("split[both][mask];[mask]alphaextract[alpha];[both]format=yuv420p[picture]");
    assertThat(String.join(" ", arguments.output()))
        .isEqualTo(
            "-map [alpha] -frames:v 1 -c:v libaom-av1 -still-picture 1 -usage allintra -cpu-used 7"
                + " -crf 23 -crf:v:1 12 -threads 2 -f avif");
  }

  @Test
  void encodesAJpeg() {
    assertThat(String.join(" ", arguments(StrategyIds.IMAGE_JPEG, false, photo()).output()))
        .isEqualTo("-frames:v 1 -c:v mjpeg -q:v 3 -huffman optimal -f mjpeg");
  }

  @Test
  void encodesAPng() {
    ImageArguments arguments = arguments(StrategyIds.IMAGE_PNG, true, photo());

    assertThat(arguments.graph())
        .endsWith("unpremultiply=inplace=1,format=rgba,setsar=1,sidedata=mode=delete[picture]");
    assertThat(String.join(" ", arguments.output()))
        .isEqualTo(
            "-frames:v 1 -c:v png -compression_level 6 -pred paeth -threads 1 -f image2pipe");
    assertThat(arguments(StrategyIds.IMAGE_PNG, false, photo(), 82, ImageStyle.DRAWING).output())
        .containsSubsequence("-pred", "none");
  }

  @Test
  void convertsColoursByALookupTable() {
    ImageInput input =
        new ImageInput(
            Path.of("in"),
            List.of("-f", "jpeg_pipe"),
            "0:0",
            null,
            null,
            List.of("lut1d=file=a", "lut3d=file=b"),
            null,
            false,
            false);

    assertThat(arguments(StrategyIds.IMAGE_WEBP, false, input).graph())
        .contains(SCALED + ",format=gbrp16le,lut1d=file=a,lut3d=file=b,format=gbrp,");
  }

  @ParameterizedTest
  @CsvSource({
    "image-avif, format=yuv444p",
    "image-jpeg, format=yuv444p",
    "image-webp, format=yuv420p"
  })
  void keepsFullChromaOfADrawingWhereTheFormatAllowsIt(StrategyId strategy, String pixels) {
    String graph = arguments(strategy, false, photo(), 82, ImageStyle.DRAWING).graph();

    assertThat(graph.substring(graph.lastIndexOf("format="))).startsWith(pixels);
  }

  @Test
  void composesAndRotatesTheTilesOfAHeif() {
    HeifComposition layers =
        new HeifComposition("0:i:1", "0:i:7", List.of("transpose=clock", "hflip"), null);
    ImageArguments arguments = arguments(StrategyIds.IMAGE_WEBP, true, heif(layers));

    assertThat(arguments.input()).containsExactly("-threads", "1", "-noautorotate");
    assertThat(arguments.graph())
        .startsWith(
            "[0:i:1]format=gbrp[colour];[0:i:7]format=gray[opacity];"
                + "[colour][opacity]alphamerge,transpose=clock,hflip,");
  }

  @Test
  void doesNotRotateTilesThatFfmpegHasRotated() {
    HeifComposition layers =
        new HeifComposition("0:g:0", "0:i:7", List.of("transpose=clock", "hflip"), null);

    assertThat(arguments(StrategyIds.IMAGE_WEBP, true, heif(layers)).graph())
        .startsWith(
            "[0:g:0]format=gbrp[colour];[0:i:7]transpose=clock,hflip,format=gray[opacity];"
                + "[colour][opacity]alphamerge,format=gbrap16le,");
  }

  private static ImageInput heif(HeifComposition layers) {
    return new ImageInput(
        Path.of("in"), List.of("-f", "mov"), "0:0", layers, null, List.of(), null, false, false);
  }

  @Test
  void keepsTheFrameTimesOfAnAnimation() {
    Animation animation = new Animation(2, List.of(Duration.ofMillis(70), Duration.ofMillis(90)));
    ImageInput input =
        new ImageInput(
            Path.of("in"),
            List.of("-f", "gif"),
            "0:0",
            null,
            null,
            List.of(),
            animation,
            false,
            false);

    assertThat(String.join(" ", arguments(StrategyIds.IMAGE_WEBP, true, input).output()))
        .isEqualTo(
            "-fps_mode passthrough -enc_time_base 1:1000 -c:v libwebp_anim -loop 2 -quality 82"
                + " -compression_level 4 -f webp");
  }

  /** Measured; see decision 0113. */
  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "image-webp, FAST, -compression_level 2",
    "image-webp, BALANCED, -compression_level 4",
    "image-webp, THOROUGH, -compression_level 6",
    "image-avif, FAST, -cpu-used 8",
    "image-avif, BALANCED, -cpu-used 7",
    "image-avif, THOROUGH, -cpu-used 5",
  })
  void followsTheEffort(StrategyId strategy, Effort effort, String words) {
    Attempt attempt = attempt(strategy, 82, Shape.STILL);
    Attempt other = attempt.with(attempt.settings().with(effort), attempt.expectation());
    ImageStrategy image = (ImageStrategy) Strategies.builtIn().find(strategy).orElseThrow();
    ImageTask task = new ImageTask(photo(), probe(false), other, ImageStyle.PHOTO, 2);

    assertThat(String.join(" ", new ImageArguments(task, image).output())).contains(words);
  }

  /** Measured as visually equal; see decision 0031. */
  @ParameterizedTest
  @CsvSource({"72, 30, 5", "78, 26, 4", "82, 23, 3", "100, 10, 2", "1, 63, 18"})
  void followsTheScaleOfWebp(int quality, String crf, String scale) {
    assertThat(
            arguments(StrategyIds.IMAGE_AVIF, false, photo(), quality, ImageStyle.PHOTO).output())
        .containsSequence("-crf", crf);
    assertThat(
            arguments(StrategyIds.IMAGE_JPEG, false, photo(), quality, ImageStyle.PHOTO).output())
        .containsSequence("-q:v", scale);
  }

  private static ImageArguments arguments(StrategyId strategy, boolean alpha, ImageInput input) {
    return arguments(strategy, alpha, input, 82, ImageStyle.PHOTO);
  }

  private static ImageArguments arguments(
      StrategyId strategy, boolean alpha, ImageInput input, int quality, ImageStyle style) {
    ImageStrategy image = (ImageStrategy) Strategies.builtIn().find(strategy).orElseThrow();
    return new ImageArguments(
        new ImageTask(input, probe(alpha), attempt(strategy, quality, shape(input)), style, 2),
        image);
  }

  private static ImageInput photo() {
    return new ImageInput(
        Path.of("in"),
        List.of("-f", "jpeg_pipe"),
        "0:0",
        null,
        null,
        List.of(),
        null,
        false,
        false);
  }

  private static Shape shape(ImageInput input) {
    return input.animation() == null ? Shape.STILL : Shape.ANIMATION;
  }

  private static Attempt attempt(StrategyId strategy, int quality, Shape shape) {
    return new Attempt(
        strategy,
        MediaType.WEBP,
        EncoderSettings.of(new EncoderSettings.Image(quality)),
        new Expectation(
            new ExpectedPicture(shape, 400, 300, false, 0.5), false, null, false, SizeRule.SMALLER),
        Duration.ofMinutes(1),
        Workload.LIGHT);
  }

  private static Probe probe(boolean alpha) {
    Picture picture = Picture.plain(800, 600, "yuvj420p", alpha);
    ImageTrack track = new ImageTrack(0, "mjpeg", picture, false, 1);
    return new Probe("jpeg", "jpeg_pipe", null, List.of(track), List.of());
  }
}
