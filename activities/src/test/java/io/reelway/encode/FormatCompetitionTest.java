package io.reelway.encode;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.encode.Studio.Take;
import io.reelway.failure.CannotFitException;
import io.reelway.plan.Presets;
import io.reelway.strategy.Score;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Formats compete within a maximum of bytes: the one that loses least wins. */
class FormatCompetitionTest {
  @TempDir private Path folder;
  private Studio studio;

  @BeforeEach
  void open() {
    studio = new Studio(folder);
  }

  @Test
  void theFormatThatKeepsMoreOfItsQualityWins() throws Exception {
    Take take = encode(photo(), "'format':['jpeg','avif'],'maxBytes':15000");

    assertThat(take.attempt().mediaType().value()).isEqualTo("image/avif");
    assertThat(studio.check(take).bytes()).isBetween(13_500L, 15_000L);
  }

  @Test
  void theSmallestOfThoseThatLoseNothingWins() throws Exception {
    Path photo = photo();
    long avif = Files.size(encode(photo, "'format':['avif']").output());

    Take take = encode(photo, "'format':['jpeg','webp','avif'],'maxBytes':10000000");

    assertThat(take.attempt().mediaType().value()).isEqualTo("image/avif");
    assertThat(studio.check(take).bytes()).isEqualTo(avif);
  }

  @Test
  void theFirstOfTwoVideosThatLoseAlikeWins() throws Exception {
    Take take = encode(clip(), "'format':['mp4','webm'],'maxBytes':30000");

    assertThat(take.attempt().mediaType().value()).isEqualTo("video/mp4");
    assertThat(studio.check(take).bytes()).isLessThanOrEqualTo(30_000);
  }

  @Test
  void theSmallestOfTwoFilesOfSoundWins() throws Exception {
    Path source = sound();
    long mp3 = Files.size(encode(source, "'format':['mp3']").output());
    long ogg = Files.size(encode(source, "'format':['ogg']").output());

    Take take = encode(source, "'format':['mp3','ogg']");

    assertThat(ogg).isLessThan(mp3);
    assertThat(take.attempt().mediaType().value()).isEqualTo("audio/ogg");
    assertThat(studio.check(take).bytes()).isEqualTo(ogg);
  }

  @Test
  void theFileOfSoundThatKeepsMoreOfItsBitRateWins() throws Exception {
    Path source = sound();
    long mp3 = Files.size(encode(source, "'format':['mp3']").output());

    Take take = encode(source, "'format':['ogg','mp3'],'maxBytes':%d".formatted(mp3 / 3));

    assertThat(take.attempt().mediaType().value()).isEqualTo("audio/ogg");
    assertThat(studio.check(take).bytes()).isLessThanOrEqualTo(mp3 / 3);
  }

  @Test
  void aVideoThatFitsIsNotComparedWithFramesOfOneThatHadToShrink() throws Exception {
    Path source = studio.slowPan();
    long webm = Files.size(encode(source, "'format':['webm']").output());
    Take mp4 = encode(source, "'format':['mp4'],'maxBytes':" + webm);
    assertThat(mp4.attempt().picture().width()).isLessThan(640);

    Take take = encode(source, "'format':['webm','mp4'],'maxBytes':" + webm);

    assertThat(take.attempt().mediaType().value()).isEqualTo("video/webm");
    assertThat(studio.check(take).bytes()).isEqualTo(webm);
  }

  /** A GIF counts as transparent, and so does its WebM; an MP4 is opaque. */
  @Test
  void anMp4OfATransparentAnimationMayWin() throws Exception {
    Path source = studio.synthesize("gif", "-f", "lavfi", "-i", "testsrc2=s=160x90:r=25:d=4");
    long mp4 = Files.size(encode(source, "'format':['mp4']").output());
    long webm = Files.size(encode(source, "'format':['webm']").output());

    Take take = encode(source, "'format':['mp4','webm']");

    assertThat(mp4).isLessThan(webm);
    assertThat(take.attempt().mediaType().value()).isEqualTo("video/mp4");
    assertThat(studio.check(take).bytes()).isEqualTo(mp4);
  }

  @Test
  void anImageKeepsItsOwnScore() throws Exception {
    Path photo = photo();
    Take alone = encode(photo, "'format':['webp'],'quality':70");

    Take take = encode(photo, "'format':['webp','jpeg'],'quality':70");

    assertThat(take.attempt().mediaType().value()).isEqualTo("image/webp");
    assertThat(similarity(take)).isEqualTo(similarity(alone));
  }

  /** Each encode reads the damage again: those of two passes, and those of two formats. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "'format':['mp4'],'maxBytes':6000",
        "'format':['mp4','webm']",
        "'format':['webm','mp4']"
      })
  void damageIsCountedOnce(String options) throws Exception {
    Path source =
        studio.synthesize(
            "mp4", "-f", "lavfi", "-i", "testsrc2=s=160x90:r=10:d=3", "-c:v", "libx264");
    byte[] bytes = Files.readAllBytes(source);
    int third = bytes.length / 3;
    Arrays.fill(bytes, third, third + bytes.length / 20, (byte) 0x55);
    Files.write(source, bytes);
    List<String> once = encode(source, "'format':['mp4']").encoding().warnings();

    assertThat(once).singleElement().asString().contains("left out: 1 piece,");
    assertThat(encode(source, options).encoding().warnings()).isEqualTo(once);
  }

  private static double similarity(Take take) throws IOException {
    return take.encoding().comparison() instanceof Score score
        ? score.read().orElseThrow()
        : Assertions.fail("no score");
  }

  @Test
  void theSmallestOutputOfAllFormatsIsNamedWhenNoneFits() throws Exception {
    Path photo = photo();
    long best = Long.MAX_VALUE;
    for (String format : new String[] {"jpeg", "webp"}) {
      best = Math.min(best, smallest(photo, "'format':['%s'],'maxBytes':20".formatted(format)));
    }

    assertThat(smallest(photo, "'format':['jpeg','webp'],'maxBytes':20")).isEqualTo(best);
  }

  private long smallest(Path source, String options) {
    return Assertions.catchThrowableOfType(CannotFitException.class, () -> encode(source, options))
        .smallestBytes();
  }

  private Take encode(Path source, String options) throws Exception {
    return studio.encode(source, Presets.WEB, "{" + options + "}");
  }

  private Path photo() throws Exception {
    return studio.synthesize(
        "jpg",
        "-f",
        "lavfi",
        "-i",
        "mandelbrot=s=640x400,noise=alls=10",
        "-frames:v",
        "1",
        "-q:v",
        "1");
  }

  private Path sound() throws Exception {
    return studio.synthesize(
        "mkv",
        "-f",
        "lavfi",
        "-i",
        "testsrc2=s=64x36:d=3",
        "-f",
        "lavfi",
        "-i",
        "anoisesrc=d=3:seed=1",
        "-c:a",
        "pcm_s16le",
        "-ac",
        "2");
  }

  private Path clip() throws Exception {
    return studio.synthesize(
        "mp4",
        "-f",
        "lavfi",
        "-i",
        "testsrc2=s=320x180:r=25:d=4,noise=alls=12:allf=t",
        "-c:v",
        "mpeg4",
        "-q:v",
        "2");
  }
}
