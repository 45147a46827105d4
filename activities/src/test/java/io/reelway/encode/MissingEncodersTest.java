package io.reelway.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.reelway.corpus.Tools;
import io.reelway.failure.StageException;
import io.reelway.ffmpeg.Ffmpeg;
import io.reelway.ffmpeg.FfmpegSettings;
import io.reelway.ffmpeg.FfmpegUnavailableException;
import io.reelway.ffmpeg.Sandbox;
import io.reelway.job.ErrorCode;
import io.reelway.media.ByteSize;
import io.reelway.media.Probe;
import io.reelway.plan.Attempt;
import io.reelway.plan.Presets;
import io.reelway.plan.StrategyId;
import io.reelway.spec.OutputSpec;
import io.reelway.strategy.Strategies;
import io.reelway.strategy.Strategy;
import io.reelway.strategy.StrategyIds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An operator's own ffmpeg that has fewer encoders than the bundled one. */
class MissingEncodersTest {
  private static final List<StrategyId> PRESETS =
      List.of(StrategyIds.VIDEO_MP4_H264, StrategyIds.VIDEO_WEBM_VP9);

  @TempDir private Path folder;
  private Path programs;

  @BeforeEach
  void install() throws IOException {
    programs = Files.createDirectories(folder.resolve("bin"));
    for (String name : List.of("ffmpeg", "ffprobe")) {
      Path program =
          Files.writeString(
              programs.resolve(name),
              """
              #!/bin/sh
              for encoder in libx264 libvpx-vp9 aac libopus; do echo " V..... $encoder x"; done
              """);
      assertThat(program.toFile().setExecutable(true)).isTrue();
    }
  }

  @Test
  void theProgramStartsWithTheEncodersThatItsPresetsNeed() throws Exception {
    Ffmpeg poor = start(PRESETS);

    assertThat(poor.missing(Strategies.builtIn().encoders(PRESETS))).isEmpty();
    assertThat(poor.missing(Set.of("libx264", "libsvtav1", "libmp3lame")))
        .containsExactly("libmp3lame", "libsvtav1");
  }

  @Test
  void theProgramDoesNotStartWithoutTheEncodersThatItsPresetsNeed() {
    assertThatExceptionOfType(FfmpegUnavailableException.class)
        .isThrownBy(() -> start(List.of(StrategyIds.VIDEO_MP4_AV1)))
        .withMessageContaining("lacks the encoders libsvtav1;");
  }

  @Test
  void anEncodeThatNeedsAMissingEncoderSaysWhichOne() throws Exception {
    Ffmpeg poor = start(PRESETS);
    Probe probe = probe();
    Strategy av1 = strategy(StrategyIds.VIDEO_MP4_AV1);
    Attempt attempt = plan(av1, probe);

    assertThatExceptionOfType(StageException.class)
        .isThrownBy(() -> MissingEncoders.refuse(poor, av1, attempt))
        .withMessage("The ffmpeg of this server lacks libsvtav1, which video-mp4-av1 needs.")
        .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.ENCODE_FAILED));
    Strategy h264 = strategy(StrategyIds.VIDEO_MP4_H264);
    assertThatCode(() -> MissingEncoders.refuse(poor, h264, plan(h264, probe)))
        .doesNotThrowAnyException();
  }

  private Ffmpeg start(List<StrategyId> needed) throws IOException {
    return Ffmpeg.start(
        new FfmpegSettings(
            programs,
            folder.resolve("cache"),
            0,
            ByteSize.valueOf("1 GiB"),
            ByteSize.valueOf("1 GiB"),
            Sandbox.OFF),
        Strategies.builtIn().encoders(needed));
  }

  private Probe probe() throws Exception {
    Path source =
        Tools.make(folder, "a.mp4", List.of("-f", "lavfi", "-i", "testsrc2=s=64x48:d=0.2"));
    return new Studio(folder).probe(source);
  }

  private static Strategy strategy(StrategyId id) {
    return Strategies.builtIn().find(id).orElseThrow();
  }

  private static Attempt plan(Strategy strategy, Probe probe) {
    return strategy.plan(probe, OutputSpec.of(Presets.WEB), Duration.ofMinutes(1)).orElseThrow();
  }
}
