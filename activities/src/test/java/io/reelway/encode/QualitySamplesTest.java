package io.reelway.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.reelway.corpus.Tools;
import io.reelway.ffmpeg.ToolRun;
import io.reelway.media.Probe;
import io.reelway.plan.Attempt;
import io.reelway.plan.Presets;
import io.reelway.source.InputGuard;
import io.reelway.strategy.QualityArguments;
import io.reelway.strategy.Strategies;
import io.reelway.strategy.VideoStrategy;
import io.reelway.strategy.VideoTask;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Samples are spread over the video, and much shorter than it. */
class QualitySamplesTest {
  private static final double UNLIMITED = 1000;

  @Test
  void aShortVideoIsOneSample() {
    assertThat(QualitySamples.of(3, Duration.ofSeconds(7), UNLIMITED))
        .isEqualTo(new QualitySamples(List.of(3.0), 7));
  }

  @Test
  void aLongVideoHasSamplesUpToItsEnd() {
    QualitySamples samples = QualitySamples.of(10, Duration.ofMinutes(2), UNLIMITED);

    assertThat(samples.all()).isCloseTo(Duration.ofSeconds(5), Duration.ofMillis(10));
    assertThat(samples.starts()).hasSize(5).isSorted();
    assertThat(samples.starts().getFirst()).isCloseTo(10 + 120.0 / 10, within(1.0));
    assertThat(samples.starts().getLast()).isCloseTo(130 - 120.0 / 10, within(1.0));
  }

  @Test
  void aFilmHasAFewSecondsOfSamples() {
    assertThat(QualitySamples.of(0, Duration.ofHours(2), UNLIMITED).all())
        .isCloseTo(Duration.ofSeconds(25), Duration.ofMillis(10));
  }

  @Test
  void samplesOfManyPixelsAreShorter() {
    assertThat(QualitySamples.of(0, Duration.ofMinutes(5), 2).all())
        .isCloseTo(Duration.ofSeconds(2), Duration.ofMillis(10));
  }

  @Test
  void samplesOfAPartBeginWithTheFrameShownAtItsStart(@TempDir Path folder) throws Exception {
    Studio studio = new Studio(folder);
    Path source = studio.synthesize("mp4", "-f", "lavfi", "-i", "testsrc2=s=64x36:r=10:d=3");
    Path samples = folder.resolve("samples.nut");
    Probe probe = studio.probe(source);
    Attempt attempt =
        Studio.plan(probe, Presets.WEB, "{'format':['mp4'],'start':1.05,'duration':1}")
            .main()
            .attempts()
            .getFirst();
    InputGuard guard = new InputGuard(Tools.PROBE_LIMITS.pixels());
    try (ToolRun run = Studio.FFMPEG.in(folder, Duration.ofMinutes(1))) {
      EncodeTask task =
          new EncodeTask(run, probe, attempt, source, samples, progress -> {}, () -> false);
      VideoTask video =
          new FirstFrames(Studio.FFMPEG, guard).of(run, VideoEncoder.task(task, guard, 1, samples));
      QualitySamples parts = QualitySamples.of(video);
      VideoStrategy strategy =
          (VideoStrategy) Strategies.builtIn().find(attempt.strategy()).orElseThrow();

      studio.run(
          new QualityArguments(video, strategy)
              .takeSamples(parts.starts(), parts.length(), samples));
    }

    assertThat(studio.times(samples)).hasSize(11);
  }

  @Test
  void aVideoOfUnknownLengthIsSampledAtItsStart() {
    assertThat(QualitySamples.of(0, null, UNLIMITED).starts()).containsExactly(0.0);
  }
}
