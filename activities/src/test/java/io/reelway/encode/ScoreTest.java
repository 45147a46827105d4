package io.reelway.encode;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.corpus.Tools;
import io.reelway.ffmpeg.Ffmpeg;
import io.reelway.ffmpeg.ToolRun;
import io.reelway.media.Probe;
import io.reelway.plan.Attempt;
import io.reelway.plan.QualityMetric;
import io.reelway.plan.StrategyId;
import io.reelway.source.InputGuard;
import io.reelway.strategy.ImageInput;
import io.reelway.strategy.ImageStrategy;
import io.reelway.strategy.ImageStyle;
import io.reelway.strategy.ImageTask;
import io.reelway.strategy.Score;
import io.reelway.strategy.Strategies;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The process that encodes a still image measures how similar the result is to its source. */
class ScoreTest {
  /** Below this, an output is refused. */
  private static final double REFUSED = ImageStrategy.LEAST_SIMILARITY;

  private static final StrategyId WEBP = new StrategyId("image-webp");
  private static final String PHOTO = "testsrc2=s=320x240";

  @TempDir private Path directory;
  private Ffmpeg ffmpeg;
  private Images images;

  @BeforeEach
  void setUp() {
    ffmpeg = Tools.ffmpeg();
    images = new Images(directory);
  }

  @ParameterizedTest
  @CsvSource({
    "image-webp, testsrc2=s=320x240", "image-avif, testsrc2=s=320x240",
    "image-jpeg, testsrc2=s=320x240", "image-webp, color=yellow:s=1x1",
    "image-avif, color=yellow:s=1x1", "image-jpeg, color=yellow:s=1x1",
    "image-webp, color=yellow:s=3x40", "image-avif, color=yellow:s=12x9",
  })
  void aGoodOutputIsAccepted(StrategyId strategy, String picture) throws Exception {
    assertThat(score(strategy, picture, "null").orElseThrow()).isGreaterThan(REFUSED);
  }

  /** The distortion stands for an encoder or a decoder that makes another picture. */
  @ParameterizedTest
  @CsvSource({
    "image-webp, hflip", "image-webp, negate", "image-webp, drawbox=t=fill:c=black",
    "image-avif, hflip", "image-avif, negate", "image-avif, drawbox=t=fill:c=black",
    "image-jpeg, hflip", "image-jpeg, negate", "image-jpeg, drawbox=t=fill:c=black",
  })
  void anotherPictureIsRefused(StrategyId strategy, String distortion) throws Exception {
    assertThat(score(strategy, PHOTO, distortion).orElseThrow()).isLessThan(REFUSED);
  }

  @ParameterizedTest
  @CsvSource({
    "image-webp, 1x1", "image-avif, 1x1", "image-jpeg, 1x1",
    "image-webp, 3x40", "image-avif, 3x40", "image-webp, 12x9",
  })
  void aTinyPictureIsComparedToo(StrategyId strategy, String size) throws Exception {
    String picture = "color=yellow:s=" + size;

    assertThat(score(strategy, picture, "negate").orElseThrow()).isLessThan(REFUSED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"image-webp", "image-avif", "image-jpeg"})
  void anOutputOfAnotherSizeHasNoScore(StrategyId strategy) throws Exception {
    assertThat(score(strategy, PHOTO, "scale=iw+2:ih")).isEmpty();
  }

  /** A file may carry any text, also one that looks like a score. */
  @ParameterizedTest
  @ValueSource(strings = {"lavfi.ssim.All=1.0", "comment=lavfi.ssim.All=1.0"})
  void metadataOfTheSourceIsNoScore(String tag) throws Exception {
    Path source = directory.resolve("tagged.png");
    images.ffmpeg(
        List.of("-f", "lavfi", "-i", PHOTO, "-frames:v", "1", "-metadata", tag, source.toString()));

    assertThat(score(WEBP, source, "negate").orElseThrow()).isLessThan(REFUSED);
  }

  @ParameterizedTest
  @EnumSource(QualityMetric.class)
  void coloursOfInvisiblePixelsDoNotCount(QualityMetric metric) throws Exception {
    Path source = directory.resolve("half.png");
    String half = PHOTO + ",format=gbrap,geq=r='r(X,Y)':g='g(X,Y)':b='b(X,Y)':a='255*lt(X,W/2)'";
    images.ffmpeg(List.of("-f", "lavfi", "-i", half, "-frames:v", "1", source.toString()));
    String hidden =
        "format=gbrap," + "geq=r='if(alpha(X,Y),r(X,Y),255)':g='g(X,Y)':b='b(X,Y)':a='alpha(X,Y)'";

    double same = score(WEBP, source, "null", metric).orElseThrow();

    assertThat(score(WEBP, source, hidden, metric)).hasValue(same);
    assertThat(same).isGreaterThan(metric == QualityMetric.SSIM ? 0.8 : 20);
  }

  /** A gain map follows the picture of a photo like a second frame. */
  @ParameterizedTest
  @EnumSource(QualityMetric.class)
  void aSecondPictureInAJpegDoesNotCount(QualityMetric metric) throws Exception {
    Path first = jpeg("first.jpg", "null");
    Path both = directory.resolve("both.jpg");
    Files.write(both, Files.readAllBytes(first));
    Files.write(both, Files.readAllBytes(jpeg("map.jpg", "negate")), StandardOpenOption.APPEND);

    double alone = score(WEBP, first, "null", metric).orElseThrow();

    assertThat(score(WEBP, both, "null", metric)).hasValue(alone);
  }

  private Path jpeg(String name, String filter) throws Exception {
    Path file = directory.resolve(name);
    images.ffmpeg(
        List.of(
            "-f",
            "lavfi",
            "-i",
            PHOTO + "," + filter,
            "-frames:v",
            "1",
            "-update",
            "1",
            file.toString()));
    return file;
  }

  private OptionalDouble score(StrategyId strategy, String picture, String distortion)
      throws Exception {
    Path source = directory.resolve("source.png");
    images.ffmpeg(
        List.of("-f", "lavfi", "-i", picture, "-frames:v", "1", "-update", "1", source.toString()));
    return score(strategy, source, distortion);
  }

  private OptionalDouble score(StrategyId id, Path source, String distortion) throws Exception {
    return score(id, source, distortion, QualityMetric.SSIM);
  }

  private OptionalDouble score(StrategyId id, Path source, String distortion, QualityMetric metric)
      throws Exception {
    Probe probe = images.probe(source);
    Attempt attempt = Images.attempt(probe, "web", id);
    Path work = Files.createTempDirectory(directory, "work");
    ImageStrategy strategy = (ImageStrategy) Strategies.builtIn().find(id).orElseThrow();
    Score score = new Score(work.resolve("score"), metric);
    try (ToolRun run = ffmpeg.in(work, Duration.ofMinutes(1))) {
      ImageInput input =
          new ImagePreparation(ffmpeg, new InputGuard(Tools.PROBE_LIMITS.pixels()))
              .prepare(run, probe, attempt, source);
      List<String> words =
          strategy
              .command(
                  new ImageTask(input, probe, attempt, ImageStyle.PHOTO, 1),
                  work.resolve("output"),
                  score)
              .stream()
              .map(word -> word.replace("[dec:0]", "[dec:0]" + distortion + ","))
              .toList();
      run.complete(ffmpeg.command(words));
    }
    return score.read(metric);
  }
}
