package io.reelway.encode;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.media.AudioTrack;
import io.reelway.media.Probe;
import io.reelway.plan.Attempt;
import io.reelway.plan.EncoderSettings;
import io.reelway.plan.Expectation;
import io.reelway.plan.Expectation.SizeRule;
import io.reelway.plan.MediaType;
import io.reelway.plan.StrategyId;
import io.reelway.plan.Workload;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rates of settings are for stereo, and an encoder halves them for mono. */
class SoundSizeSearchTest {
  private static final Duration LENGTH = Duration.ofSeconds(100);

  @ParameterizedTest(name = "{0} channels, {1} kbit/s fit: {2}")
  @CsvSource({
    "2, 200, 128",
    "2, 64, 61",
    "2, 1, 12",
    "1, 70, 128",
    "1, 32, 61",
    "1, 1, 12",
    "6, 64, 61",
  })
  void theFirstRateFillsTheMaximum(int channels, int fitting, int rate) {
    Attempt planned = search(channels, fitting).planned();

    assertThat(rate(planned)).isEqualTo(rate);
  }

  @ParameterizedTest
  @CsvSource({"1", "2"})
  void aRateThatMissedIsCorrected(int channels) {
    SoundSizeSearch search = search(channels, 32);
    Attempt planned = search.planned();

    Attempt next = search.next(planned, 420_000, true).orElseThrow();

    assertThat((double) rate(next) / rate(planned)).isBetween(0.88, 0.92);
  }

  private static SoundSizeSearch search(int channels, int fitting) {
    AudioTrack track = new AudioTrack(0, "pcm_s16le", channels, 48_000, null);
    Probe probe = new Probe("wav", "wav", LENGTH, List.of(track), List.of());
    return new SoundSizeSearch(probe, planned(), fitting * LENGTH.toMillis() / 8);
  }

  private static int rate(Attempt attempt) {
    return Objects.requireNonNull(attempt.settings().audio()).bitrateKbps();
  }

  private static Attempt planned() {
    return new Attempt(
        new StrategyId("audio-m4a"),
        MediaType.M4A,
        new EncoderSettings(null, null, new EncoderSettings.Audio(128)),
        new Expectation(null, true, LENGTH, false, SizeRule.SMALLER),
        Duration.ofMinutes(1),
        Workload.LIGHT);
  }
}
