package io.reelway.extension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.reelway.corpus.Tools;
import io.reelway.encode.Encoder;
import io.reelway.encode.Encoder.Encoding;
import io.reelway.ffmpeg.Ffmpeg;
import io.reelway.ffmpeg.ToolRun;
import io.reelway.media.Probe;
import io.reelway.plan.Attempt;
import io.reelway.plan.StrategyId;
import io.reelway.planning.Planner;
import io.reelway.probe.Prober;
import io.reelway.source.InputGuard;
import io.reelway.spec.Preset;
import io.reelway.strategy.Strategies;
import io.reelway.strategy.Strategy;
import io.reelway.strategy.VideoWebmVp9;
import io.reelway.verify.Measured;
import io.reelway.verify.OutputCheck;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A new strategy is one class; no other class needs to change. */
class AddedStrategyTest {
  @TempDir private Path folder;

  @Test
  void aStrategyAndAPresetAddedAtRunTimeProduceAVerifiedOutput() throws Exception {
    List<Strategy> all = new ArrayList<>(Strategies.builtIn().all());
    all.add(new VideoMp4Vp9());
    Strategies strategies = new Strategies(all);
    Ffmpeg ffmpeg = Tools.ffmpeg();
    Path source = film();
    Probe probe = probe(ffmpeg, source);

    Attempt attempt =
        new Planner(strategies, Tools.ENCODE_LIMITS, Tools.WHOLE)
            .plan(probe, small())
            .main()
            .attempts()
            .getFirst();
    assertThat(attempt.strategy()).isEqualTo(new StrategyId("video-mp4-vp9"));
    Encoder encoder =
        new Encoder(ffmpeg, new InputGuard(Tools.PROBE_LIMITS.pixels()), strategies, 2);
    Path output = folder.resolve("output.mp4");
    try (ToolRun run = encoder.newRun(folder, attempt)) {
      Encoding made = encoder.encode(run, probe, attempt, source, output, progress -> {});
      Measured measured =
          new OutputCheck(ffmpeg, 2)
              .measure(folder, output, made.attempt(), made.frames(), made.comparison(), it -> {});
      assertThat(measured.width()).isEqualTo(160);
      assertThat(measured.warnings()).isEmpty();
    }
    assertThat(probe(ffmpeg, output).pictureTrack().codec()).isEqualTo("vp9");
  }

  @Test
  void twoStrategiesWithTheSameNameAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Strategies(List.of(new VideoWebmVp9(), new VideoWebmVp9())))
        .withMessage("Two strategies are named video-webm-vp9");
  }

  private static Preset small() {
    List<StrategyId> vp9 = List.of(new StrategyId("video-mp4-vp9"));
    return new Preset("small", 160, 80, 35, 900, 64, List.of(new StrategyId("image-webp")), vp9);
  }

  private Path film() throws Exception {
    return Tools.make(
        folder,
        "source.mp4",
        List.of(
            "-f",
            "lavfi",
            "-i",
            "testsrc2=s=320x180:d=2",
            "-f",
            "lavfi",
            "-i",
            "sine=d=2",
            "-c:v",
            "libx264",
            "-crf",
            "5",
            "-c:a",
            "aac"));
  }

  private Probe probe(Ffmpeg ffmpeg, Path file) throws Exception {
    Prober prober = new Prober(ffmpeg, Tools.PROBE_LIMITS);
    try (ToolRun run = prober.newRun(folder)) {
      return prober.probe(run, file);
    }
  }
}
