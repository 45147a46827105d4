package io.reelway.planning;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.corpus.Tools;
import io.reelway.media.AudioTrack;
import io.reelway.media.Picture;
import io.reelway.media.Probe;
import io.reelway.media.Rational;
import io.reelway.media.VideoTrack;
import io.reelway.plan.Attempt;
import io.reelway.plan.Plan;
import io.reelway.plan.Presets;
import io.reelway.spec.JobOptions;
import io.reelway.store.JobJson;
import io.reelway.strategy.Strategies;
import io.reelway.strategy.StrategyIds;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the facts of the single tracks change a plan. */
class TrackFactsTest {
  private static final String STREAM =
      "{%1$s,'outputs':[{'name':'s','type':'hls','options':{%1$s}}]}";

  private final Planner planner =
      new Planner(Strategies.builtIn(), Tools.ENCODE_LIMITS, Tools.WHOLE);

  /** The source has 10 frames per second on average. */
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "90000, 30, 30/1",
        "60, 30, 30/1",
        "30, 30, -",
        "-, 30, -",
        "60, 10, -",
        "-, 9, 9/1"
      })
  void aMaximumFrameRateCountsForEveryFrame(
      @Nullable Integer peak, int asked, @Nullable String cap) {
    Plan plan = plan(video("vp9", peak), STREAM.formatted("'maxFrameRate':" + asked));

    assertThat(plan.renditions())
        .allSatisfy(rendition ->
            assertThat(String.valueOf(rendition.attempts().getFirst().settings().frameRateCap()))
                .isEqualTo(String.valueOf(cap)));
    assertThat(plan.main().attempts())
        .extracting(Attempt::strategy)
        .matches(ids -> ids.contains(StrategyIds.ORIGINAL) == (cap == null));
  }

  @Test
  void withoutAMaximumAnUnevenVideoKeepsItsFrames() {
    assertThat(plan(video("vp9", 60), "{}").main().attempts().getFirst().settings().frameRateCap())
        .isNull();
  }

  /** The picture lasts 8 s, the sound 10 s. */
  @ParameterizedTest
  @CsvSource({"keep, 10", "none, 8"})
  void aStreamWithoutSoundEndsWithThePicture(String audio, int seconds) {
    assertThat(plan(video("h264", null), STREAM.formatted("'audio':'" + audio + "'")).renditions())
        .allSatisfy(rendition ->
            assertThat(rendition.attempts().getFirst().expectation().duration())
                .isEqualTo(Duration.ofSeconds(seconds)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{'audio':'only'}", "{'format':['mp3']}"})
  void theSoundOfAModernVideoIsNoVideo(String options) {
    assertThat(plan(video("hevc", null), options).main().attempts())
        .isNotEmpty()
        .allMatch(attempt -> attempt.strategy().value().startsWith("audio-"));
  }

  private Plan plan(Probe probe, String options) {
    return planner.plan(
        probe, Presets.WEB, JobJson.MAPPER.readValue(options.replace('\'', '"'), JobOptions.class));
  }

  private static Probe video(String codec, @Nullable Integer peak) {
    return new Probe(
        "webm",
        "matroska",
        Duration.ofSeconds(10),
        List.of(
            new VideoTrack(
                0,
                codec,
                Picture.plain(320, 240, "yuv420p", false),
                new Rational(10, 1),
                false,
                null,
                Duration.ofSeconds(8),
                peak == null ? null : new Rational(peak, 1)),
            new AudioTrack(1, "opus", 2, 48_000, null)),
        List.of());
  }
}
