package io.reelway.corpus;

import io.reelway.encode.Encoder;
import io.reelway.encode.Encoder.Encoding;
import io.reelway.failure.StageException;
import io.reelway.ffmpeg.Ffmpeg;
import io.reelway.ffmpeg.ToolRun;
import io.reelway.job.ErrorCode;
import io.reelway.media.Probe;
import io.reelway.plan.Attempt;
import io.reelway.plan.Presets;
import io.reelway.planning.Planner;
import io.reelway.probe.ProbeLimits;
import io.reelway.probe.Prober;
import io.reelway.scratch.Scratch;
import io.reelway.source.InputGuard;
import io.reelway.strategy.Strategies;
import io.reelway.verify.Measured;
import io.reelway.verify.OutputCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Runs probe, plan, encode and output check of one file in the order of the workflow. */
final class Pipeline {
  private final Scratch scratch;
  private final Prober prober;
  private final Planner planner;
  private final Encoder encoder;
  private final OutputCheck check;

  Pipeline(Ffmpeg ffmpeg, ProbeLimits limits, Scratch scratch) {
    this.scratch = scratch;
    this.prober = new Prober(ffmpeg, limits);
    this.planner = new Planner(Strategies.builtIn(), Tools.ENCODE_LIMITS, Tools.WHOLE);
    this.encoder = new Encoder(ffmpeg, new InputGuard(limits.pixels()), Strategies.builtIn(), 1);
    this.check = new OutputCheck(ffmpeg, 2);
  }

  /** The outcome for a file. */
  sealed interface Outcome {
    /**
     * The file was refused.
     *
     * @param wall wall-clock time until the refusal
     */
    record Refused(ErrorCode code, String message, Duration wall) implements Outcome {}

    /** The file was optimized. The output exists at {@code output} until {@link Look} returns. */
    record Done(Probe probe, Attempt attempt, Measured measured, List<String> warnings, Path output)
        implements Outcome {}
  }

  /** Looks at an outcome while its output exists. */
  @FunctionalInterface
  interface Look {
    void at(Outcome outcome) throws Exception;
  }

  void run(Path source, String preset, Look look) throws Exception {
    try (Scratch.Directory attempt = scratch.directory("corpus")) {
      look.at(outcome(source, preset, attempt.path()));
    }
  }

  private Outcome outcome(Path source, String preset, Path directory)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    try {
      Probe probe = probe(source, directory);
      return encode(source, probe, attempts(probe, preset), directory);
    } catch (StageException refusal) {
      return new Outcome.Refused(
          refusal.code(),
          String.valueOf(refusal.getMessage()),
          Duration.ofNanos(System.nanoTime() - start));
    }
  }

  List<Attempt> attempts(Probe probe, String preset) {
    return planner.plan(probe, Presets.named(preset).orElseThrow()).main().attempts();
  }

  Probe probe(Path source, Path directory) throws IOException, InterruptedException {
    try (ToolRun run = prober.newRun(directory)) {
      return prober.probe(run, source);
    }
  }

  private Outcome encode(Path source, Probe probe, List<Attempt> attempts, Path directory)
      throws IOException, InterruptedException {
    @Nullable StageException refused = null;
    for (Attempt attempt : attempts) {
      Path output = directory.resolve("output");
      try (ToolRun run = encoder.newRun(directory, attempt)) {
        Encoding encoding = encoder.encode(run, probe, attempt, source, output, progress -> {});
        if (!attempt.expectation().size().accepts(Files.size(output), Files.size(source))) {
          continue;
        }
        Measured measured =
            check.measure(
                directory,
                output,
                encoding.attempt(),
                encoding.frames(),
                encoding.comparison(),
                progress -> {});
        List<String> warnings = new ArrayList<>(probe.warnings());
        warnings.addAll(encoding.warnings());
        warnings.addAll(measured.warnings());
        return new Outcome.Done(probe, encoding.attempt(), measured, warnings, output);
      } catch (StageException failure) {
        if (failure.code() != ErrorCode.ENCODE_FAILED) {
          throw failure;
        }
        refused = failure;
      }
    }
    throw Objects.requireNonNull(refused);
  }
}
