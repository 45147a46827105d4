package io.reelway.encode;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.corpus.Corpus;
import io.reelway.image.Animation;
import io.reelway.image.Animations;
import io.reelway.image.PictureHeaders;
import io.reelway.plan.StrategyId;
import io.reelway.source.Container;
import io.reelway.source.ContainerDetector;
import io.reelway.strategy.StrategyIds;
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
import org.junit.jupiter.params.provider.ValueSource;

/** Animations stay animated and keep their timing. */
class ImageAnimationTest {
  @TempDir Path directory;
  private Images images;

  @BeforeEach
  void setUp() {
    images = new Images(directory);
  }

  @ParameterizedTest
  @CsvSource({
    "image/animated-iss634.gif, image-webp",
    "image/animated-iss634.apng, image-avif",
    "image/animated-iss634.webp, image-webp",
    "image/animated-iss634.webp, image-avif",
  })
  void keepsEveryFrameAndItsDuration(String file, StrategyId strategy) throws Exception {
    Path source = Corpus.file(file);
    Animation meant = animation(source, ContainerDetector.detect(source));

    Animation made = animation(images.encode(source, "mobile", strategy), container(strategy));

    assertThat(millis(made)).isEqualTo(millis(meant));
    assertThat(made.plays()).isEqualTo(meant.plays());
  }

  /** Uneven frame times and a long last frame expose an encoder that guesses. */
  @ParameterizedTest
  @ValueSource(strings = {"image-webp", "image-avif"})
  void keepsUnevenFrameTimesAndTheNumberOfPlays(StrategyId strategy) throws Exception {
    Animation meant =
        new Animation(3, Stream.of(100, 200, 50, 300, 1500).map(Duration::ofMillis).toList());
    Path source = Animations.write(directory.resolve("source.png"), meant);

    Animation made = animation(images.encode(source, "web", strategy), container(strategy));

    assertThat(millis(made)).isEqualTo(millis(meant));
    assertThat(made.plays()).isEqualTo(meant.plays());
  }

  /** The first numbers are the largest that APNG stores in milliseconds, and the next one. */
  @Test
  void keepsLongFrameTimesOfAWebp() throws Exception {
    Animation meant =
        new Animation(
            1, Stream.of(65_535, 65_536, 100, 90_000, 1_000_001).map(Duration::ofMillis).toList());
    Path png = Animations.write(directory.resolve("source.png"), meant);
    Path webp = images.encode(png, "web", StrategyIds.IMAGE_WEBP);
    Path source = Files.copy(webp, directory.resolve("source.webp"));

    Animation made =
        animation(images.encode(source, "web", StrategyIds.IMAGE_WEBP), Container.WEBP);

    for (int i = 0; i < meant.delays().size(); i++) {
      Duration delay = meant.delays().get(i);
      assertThat(made.delays().get(i)).isCloseTo(delay, delay.dividedBy(60_000));
    }
  }

  /** The largest number of plays that a GIF can store; WebP can store the same number. */
  @Test
  void keepsTheNumberOfPlaysOfAGif() throws Exception {
    Path source = directory.resolve("often.gif");
    images.ffmpeg(
        List.of(
            "-v",
            "error",
            "-f",
            "lavfi",
            "-i",
            "testsrc2=s=64x48:r=5:d=1",
            "-loop",
            "65535",
            source.toString()));

    Path output = images.encode(source, "web", StrategyIds.IMAGE_WEBP);

    assertThat(animation(output, Container.WEBP).plays()).isEqualTo(65_535);
  }

  /**
   * The same animation as the GIF of the corpus; in this WebP each frame changes only a part of the
   * previous one.
   */
  @Test
  void composesTheFramesOfAWebp() throws Exception {
    Path gif = Corpus.file("image/animated-iss634.gif");
    Path webp = Corpus.file("image/animated-iss634.webp");
    Patches meant = new Patches(images.show(gif, "0:0", 30));

    Path output = images.encode(webp, "web", StrategyIds.IMAGE_AVIF);

    Patches shown = new Patches(images.show(output, "0:1", 30));
    Patches first = new Patches(images.show(output, "0:1", 0));
    assertThat(shown.colourDistance(meant)).isLessThan(first.colourDistance(meant) / 2);
  }

  private static Animation animation(Path file, Container container) throws Exception {
    return Objects.requireNonNull(PictureHeaders.read(file, container).animation());
  }

  private static List<Long> millis(Animation animation) {
    return animation.delays().stream().map(Duration::toMillis).toList();
  }

  private static Container container(StrategyId strategy) {
    return strategy.equals(StrategyIds.IMAGE_AVIF) ? Container.HEIF : Container.WEBP;
  }
}
