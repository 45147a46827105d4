package io.reelway.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.reelway.encode.Studio.Take;
import io.reelway.failure.StageException;
import io.reelway.media.Picture;
import io.reelway.media.Probe;
import io.reelway.media.Rational;
import io.reelway.media.Track;
import io.reelway.media.VideoTrack;
import io.reelway.plan.Plan;
import io.reelway.plan.Presets;
import io.reelway.plan.Sprites;
import io.reelway.storyboard.Cues;
import io.reelway.storyboard.Cues.Cue;
import io.reelway.verify.Measured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Storyboards, made and checked with the real ffmpeg. */
class StoryboardTest {
  @TempDir Path folder;
  private Studio studio;

  @BeforeEach
  void open() {
    studio = new Studio(folder);
  }

  /** Grows brighter by ten of 256 steps each second. */
  private Path clip(int keyFrames) throws IOException, InterruptedException {
    return studio.synthesize(
        "mp4",
        "-f",
        "lavfi",
        "-i",
        "color=black:s=320x180:r=10:d=11,format=gray,geq=lum='20+10*floor(T)'",
        "-c:v",
        "libx264",
        "-g",
        Integer.toString(keyFrames),
        "-sc_threshold",
        "0");
  }

  private Take storyboard(Path source, double interval) throws IOException, InterruptedException {
    return studio.encode(
        source,
        Presets.WEB,
        "{'outputs':[{'name':'s','type':'storyboard','intervalSec':%s,'options':{'width':80}}]}"
            .formatted(interval),
        "s");
  }

  private Cues cues(Take take) throws IOException {
    return Cues.parse(Files.readString(take.output()));
  }

  @ParameterizedTest(name = "a key frame every {0} frames")
  @ValueSource(ints = {10, 1000})
  void everyCueShowsThePictureOfItsTime(int keyFrames) throws Exception {
    Take take = storyboard(clip(keyFrames), 2);
    Measured measured = studio.check(take);

    List<Cue> cues = cues(take).all();
    assertThat(cues).extracting(Cue::start).startsWith(Duration.ZERO, Duration.ofSeconds(2));
    assertThat(cues).hasSize(6);
    assertThat(cues.getLast().end()).isEqualTo(Duration.ofSeconds(11));
    assertThat(measured.width() + "x" + measured.height()).isEqualTo("80x46");
    for (Cue cue : cues) {
      double luma =
          studio
              .perFrame(
                  folder.resolve("sprite-" + cue.image() + ".webp"),
                  "crop=%d:%d:%d:%d,format=gray,signalstats"
                      .formatted(cue.width(), cue.height(), cue.x(), cue.y()),
                  "lavfi.signalstats.YAVG")
              .getFirst();
      assertThat(luma)
          .as(cue.toString())
          .isCloseTo(20.0 + 10.0 * cue.start().toSecondsPart(), within(4.0));
    }
  }

  @Test
  void manyPicturesFillSeveralImages() throws Exception {
    Take take = storyboard(clip(10), 0.4);
    Measured measured = studio.check(take);

    assertThat(cues(take).all()).hasSize(28);
    assertThat(PackageFiles.of(take.output(), take.attempt(), measured))
        .extracting(file -> file.path() + " " + file.mediaType())
        .containsExactly(
            "storyboard.vtt text/vtt", "sprite-1.webp image/webp", "sprite-2.webp image/webp");
  }

  /** A film of 50 minutes. */
  @ParameterizedTest
  @CsvSource({"160, 10, 10, 5", "640, 9, 7, 5", "1920, 3, 2, 5", "3840, 1, 1, 15"})
  void imagesAreBoundedInPixelsAndInNumber(int width, int columns, int rows, double seconds)
      throws Exception {
    Picture picture = Picture.plain(3840, 2160, "yuv420p", false);
    Track track = new VideoTrack(0, "h264", picture, Rational.of(25), false);
    Probe film = new Probe("mp4", "mov", Duration.ofMinutes(50), List.of(track), List.of());

    Plan plan =
        Studio.plan(
            film,
            Presets.WEB,
            "{'outputs':[{'name':'s','type':'storyboard','options':{'width':%d}}]}"
                .formatted(width));

    assertThat(plan.renditions().getLast().attempts().getFirst().settings().sprites())
        .extracting(Sprites::columns, Sprites::rows, Sprites::intervalSec)
        .containsExactly(columns, rows, seconds);
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource({
    "WEBVTT, WEBVTX",
    "00:00:04.000 -->, 00:00:04.500 -->",
    "--> 00:00:11.000, --> 00:00:09.500",
    "'#xywh=80,0', '#xywh=81,0'",
    "'#xywh=80,0', '#xywh=0,0'",
    "'80,46', '90,46'",
    "'sprite-1.webp#xywh=0,0', 'sprite-2.webp#xywh=0,0'"
  })
  void refusesCuesThatAreWrong(String said, String wrong) throws Exception {
    Take take = storyboard(clip(10), 2);
    String text = Files.readString(take.output());
    assertThat(text).contains(said);
    Files.writeString(take.output(), text.replace(said, wrong));

    assertRefused(take);
  }

  @Test
  void refusesAnImageOfAnotherSize() throws Exception {
    Take small = storyboard(clip(10), 2);
    byte[] image = Files.readAllBytes(folder.resolve("sprite-1.webp"));
    Take large =
        studio.encode(clip(10), Presets.WEB, "{'outputs':[{'name':'s','type':'storyboard'}]}", "s");
    assertThat(small).isNotEqualTo(large);
    Files.write(folder.resolve("sprite-1.webp"), image);

    assertRefused(large);
  }

  private void assertRefused(Take take) {
    assertThatThrownBy(() -> studio.check(take))
        .isInstanceOf(StageException.class)
        .hasCauseInstanceOf(IOException.class);
  }
}
