package io.reelway.encode;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.encode.Studio.Take;
import io.reelway.image.Animation;
import io.reelway.image.Animations;
import io.reelway.image.PictureHeaders;
import io.reelway.plan.Presets;
import io.reelway.source.Container;
import io.reelway.verify.Measured;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** GIF as the format of an output. */
class ImageGifTest {
  @TempDir private Path folder;
  private Studio studio;

  @BeforeEach
  void open() {
    studio = new Studio(folder);
  }

  @ParameterizedTest
  @CsvSource({"0", "1", "3"})
  void keepsFrameTimesTransparencyAndPlays(int plays) throws Exception {
    Path source = Animations.write(folder.resolve("bar.png"), delays(plays, 100, 500, 20, 33, 300));

    Take take = studio.encode(source, Presets.WEB, "{'format':['gif']}");
    Measured measured = studio.check(take);

    Animation made = animation(take);
    assertThat(made.delays().stream().map(Duration::toMillis))
        .containsExactly(100L, 500L, 20L, 30L, 300L);
    assertThat(made.plays()).isEqualTo(plays);
    assertThat(measured.duration()).isEqualTo(Duration.ofMillis(950));
    // The bar has 12 by 20 of 61 by 41 pixels, at every time.
    assertThat(opaque(take.output())).hasSize(5).allMatch(mean -> Math.abs(mean - 24.5) < 0.2);
  }

  /** Browsers show frames that follow each other in 10 ms or less with 100 ms. */
  @Test
  void framesOfAFastVideoStayFarEnoughApart() throws Exception {
    Path source = studio.synthesize("mp4", "-f", "lavfi", "-i", "testsrc2=s=160x90:r=60:d=2");

    Take take =
        studio.encode(
            source,
            Presets.WEB,
            "{'format':['gif'],'start':0.5,'duration':1,'width':80,'height':80,'fit':'cover'}");
    Measured measured = studio.check(take);

    Animation made = animation(take);
    assertThat(made.delays()).hasSizeGreaterThan(35).allMatch(delay -> delay.toMillis() <= 30);
    assertThat(made.length()).isEqualTo(Duration.ofSeconds(1));
    assertThat(made.plays()).isZero();
    assertThat(measured.width() + "x" + measured.height()).isEqualTo("80x80");
    assertThat(measured.duration()).isEqualTo(Duration.ofSeconds(1));
  }

  @ParameterizedTest
  @CsvSource({"jpeg,gif", "gif,jpeg"})
  void aStillGifCompetesWithOtherFormats(String one, String other) throws Exception {
    Path drawing =
        studio.synthesize(
            "png",
            "-f",
            "lavfi",
            "-i",
            "color=white:s=100x80,drawgrid=w=9:h=9:t=1,format=rgb24",
            "-frames:v",
            "1");

    Take take = studio.encode(drawing, Presets.WEB, "{'format':['%s','%s']}".formatted(one, other));
    studio.check(take);

    assertThat(take.attempt().strategy().value()).isEqualTo("image-gif");
    assertThat(studio.similarity(take.output(), drawing)).isEqualTo(1);
  }

  /** GIF has no quality that could fall. */
  @Test
  void aMaximumOfBytesMakesThePictureSmaller() throws Exception {
    Path photo =
        studio.synthesize(
            "jpg", "-f", "lavfi", "-i", "mandelbrot=s=400x300", "-frames:v", "1", "-q:v", "2");

    Take take = studio.encode(photo, Presets.WEB, "{'format':['gif'],'maxBytes':20000}");
    Measured measured = studio.check(take);

    assertThat(measured.bytes()).isBetween(10_000L, 20_000L);
    assertThat(measured.width()).isBetween(80, 399);
  }

  /** Ten frames of 100 ms, which get brighter; a browser shows the second one at 0.15 s. */
  @Test
  void aPartOfAnAnimationBeginsWithTheFrameThatIsShown() throws Exception {
    Path source = Animations.write(folder.resolve("bar.png"), tenths());

    Take take =
        studio.encode(
            source,
            Presets.WEB,
            """
            {'outputs':[{'name':'a','type':'animation','options':
            {'format':['gif'],'start':0.15,'duration':0.5,'maxFrameRate':5}}]}\
            """,
            "a");
    studio.check(take);

    assertThat(animation(take).delays().stream().map(Duration::toMillis))
        .containsExactly(250L, 200L, 50L);
    assertThat(left(take.output())).containsExactly(8.0, 32.0, 48.0);
  }

  @ParameterizedTest
  @CsvSource({"webp", "avif"})
  void aPartOfAnAnimationHasItsLength(String format) throws Exception {
    Path source = Animations.write(folder.resolve("bar.png"), tenths());

    Take take =
        studio.encode(
            source,
            Presets.WEB,
            "{'format':['%s'],'start':0.15,'duration':0.5,'maxFrameRate':5}".formatted(format));

    assertThat(studio.check(take).duration()).isEqualTo(Duration.ofMillis(500));
  }

  @Test
  void anImageOfAnAnimationIsTheFrameOfItsTime() throws Exception {
    Path source = Animations.write(folder.resolve("bar.png"), tenths());

    Take take =
        studio.encode(
            source,
            Presets.WEB,
            """
            {'outputs':[{'name':'a','type':'image','at':0.35,'options':{'format':['png']}}]}\
            """,
            "a");
    Measured measured = studio.check(take);

    assertThat(measured.duration()).isNull();
    assertThat(left(take.output())).containsExactly(24.0);
  }

  /** The second frame begins at 1 s. */
  @ParameterizedTest
  @CsvSource({"gif", "webp", "avif"})
  void anAnimationOfOneFrameIsAStillImage(String format) throws Exception {
    Path source = studio.synthesize("mp4", "-f", "lavfi", "-i", "testsrc2=s=64x64:r=1:d=3");

    Take take =
        studio.encode(
            source,
            Presets.WEB,
            "{'outputs':[{'name':'a','type':'animation','options':{'format':['%s'],'duration':0.5}}]}"
                .formatted(format),
            "a");

    assertThat(studio.check(take).duration()).isNull();
    assertThat(Files.size(take.output())).isPositive();
  }

  private static Animation tenths() {
    return delays(0, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100);
  }

  private static Animation delays(int plays, Integer... millis) {
    return new Animation(plays, Stream.of(millis).map(Duration::ofMillis).toList());
  }

  private static Animation animation(Take take) throws Exception {
    return Objects.requireNonNull(PictureHeaders.read(take.output(), Container.GIF).animation());
  }

  /** The share of opaque pixels of each frame, as a mean of 0 to 255. */
  private List<Double> opaque(Path file) throws Exception {
    return studio.perFrame(file, "format=rgba,alphaextract,signalstats", "lavfi.signalstats.YAVG");
  }

  /** Where the opaque pixels of each frame begin. */
  private List<Double> left(Path file) throws Exception {
    return studio.perFrame(file, "format=rgba,alphaextract,bbox=min_val=128", "lavfi.bbox.x1");
  }
}
