package io.reelway.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.media.AudioTrack;
import io.reelway.media.Probe;
import io.reelway.plan.Attempt;
import io.reelway.plan.Presets;
import io.reelway.plan.StrategyId;
import io.reelway.plan.Workload;
import io.reelway.spec.OutputSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The complete ffmpeg command lines for sound alone. */
class AudioArgumentsTest {
  private static final Duration LIMIT = Duration.ofMinutes(1);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          audio-m4a      | -c:a aac -b:a 128k -movflags +faststart -f ipod file:out
          audio-mp3      | -c:a libmp3lame -b:a 128k -id3v2_version 0 -f mp3 file:out
          audio-ogg-opus | -c:a libopus -b:a 128k -f ogg file:out
          """)
  void encodesTheTrackAndStoresItsLength(String strategy, String encoder) {
    assertThat(String.join(" ", command(strategy, 2, null)))
        .isEqualTo(
            "-y -v repeat+error -nostdin -hide_banner -progress pipe:1 -stats_period 0.5 -f wav"
                + " -i file:in -map 0:3 -map_metadata -1 -map_chapters -1 -fflags +bitexact"
                + " -flags:v +bitexact -flags:a +bitexact"
                + " -af aresample=async=1:min_hard_comp=0.02:first_pts=0 "
                + encoder
                + " -map 0:3 -af aresample=async=1:min_hard_comp=0.02:first_pts=0,pan=mono|c0=c0"
                + " -ac 1 -ar 1000 -c:a pcm_u8 -f u8 file:reference");
  }

  /** MP3 has no lower bit rates at high sample rates. */
  @Test
  void lowersTheSampleRateOfAnMp3ForALowBitRate() {
    assertThat(command("audio-mp3", 1, 16_000L)).containsSubsequence("-b:a", "24k", "-ar", "24000");
  }

  @ParameterizedTest
  @CsvSource({"600, LIGHT", "601, HEAVY"})
  void isHeavyWorkOnlyIfItIsLong(int seconds, Workload workload) {
    Probe probe = probe(2, null, Duration.ofSeconds(seconds));

    assertThat(attempt("audio-m4a", probe).workload()).isEqualTo(workload);
  }

  private static List<String> command(String strategy, int channels, @Nullable Long bitRate) {
    Probe probe = probe(channels, bitRate, Duration.ofSeconds(9));
    AudioTask task =
        new AudioTask(
            probe,
            attempt(strategy, probe),
            List.of("-f", "wav"),
            Path.of("in"),
            Path.of("out"),
            new SoundReference(Path.of("reference")));
    return ((AudioStrategy) strategy(strategy)).command(task);
  }

  private static Attempt attempt(String strategy, Probe probe) {
    return strategy(strategy).plan(probe, OutputSpec.of(Presets.WEB), LIMIT).orElseThrow();
  }

  private static Strategy strategy(String name) {
    return Strategies.builtIn().find(new StrategyId(name)).orElseThrow();
  }

  private static Probe probe(int channels, @Nullable Long bitRate, Duration length) {
    AudioTrack track = new AudioTrack(3, "pcm_s16le", channels, 44_100, bitRate, length);
    return new Probe("wav", "wav", length, List.of(track), List.of());
  }
}
