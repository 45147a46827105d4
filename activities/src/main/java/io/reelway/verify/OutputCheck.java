package io.reelway.verify;

import io.reelway.failure.StageException;
import io.reelway.failure.TimeLimit;
import io.reelway.failure.TimeLimitException;
import io.reelway.failure.ToolKilledException;
import io.reelway.ffmpeg.Ffmpeg;
import io.reelway.ffmpeg.ToolResult;
import io.reelway.ffmpeg.ToolRun;
import io.reelway.image.repair.RepairedImage;
import io.reelway.job.ErrorCode;
import io.reelway.job.Progress;
import io.reelway.plan.Attempt;
import io.reelway.plan.Expectation;
import io.reelway.plan.ExpectedPicture;
import io.reelway.plan.ExpectedPicture.Shape;
import io.reelway.source.Container;
import io.reelway.store.Sha256;
import io.reelway.strategy.Comparison;
import io.reelway.strategy.Samples;
import io.reelway.strategy.Score;
import io.reelway.strategy.SoundReference;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares an output with its plan before the job is done. The output must open and decode, have
 * the planned tracks, size, length and frames, and look like the source. This class also measures
 * the facts that are reported for an output.
 */
public final class OutputCheck {
  private static final String DAMAGED =
      "Parts of the file are damaged; they may look or sound wrong.";

  private static final Logger LOG = LoggerFactory.getLogger(OutputCheck.class);

  private static final String TOO_SLOW = "Verifying the output passed its time limit.";

  private final Ffmpeg ffmpeg;
  private final Decoding decoding;
  private final Similarity similarity;
  private final SoundCheck sound;

  /**
   * @param threads the maximum number of threads that decode a whole video, at least 1
   */
  public OutputCheck(Ffmpeg ffmpeg, int threads) {
    this.ffmpeg = ffmpeg;
    this.decoding = new Decoding(ffmpeg, threads);
    this.similarity = new Similarity(ffmpeg);
    this.sound = new SoundCheck(ffmpeg);
  }

  /**
   * Measures an output within {@link Attempt#timeLimit()}. An interrupt of the thread stops the
   * work.
   *
   * @param directory the working directory of this try
   * @param attempt the attempt that made the output, with its expectation
   * @param frames the number of frames that the encoder reported; 0 if it reported none
   * @param comparison what the encoding process wrote for the comparison
   * @param progress receives the progress if the work takes long
   * @throws StageException with {@code ENCODE_FAILED} when the output is not as expected, or with
   *     {@code ENCODE_TIMEOUT} when the check took too long: another encode would have the same
   *     result
   */
  public Measured measure(
      Path directory,
      Path output,
      Attempt attempt,
      long frames,
      Comparison comparison,
      Consumer<Progress> progress)
      throws IOException, InterruptedException {
    try {
      return TimeLimit.within(
          attempt.timeLimit(),
          () -> verify(directory, output, attempt, frames, comparison, progress));
    } catch (TimeLimitException slow) {
      throw new StageException(ErrorCode.ENCODE_TIMEOUT, TOO_SLOW, slow);
    }
  }

  private Measured measureSound(
      Path directory, Path output, Attempt attempt, SoundReference reference)
      throws IOException, InterruptedException {
    OutputReport report = read(directory, output, attempt);
    report.deviation(attempt.expectation(), 0).ifPresent(OutputCheck::refuse);
    SoundCheck.Heard heard = sound.hear(directory, output, attempt).within(report.length());
    if (!heard.result().isClean()) {
      throw wrong("does not decode: " + heard.result().errors());
    }
    heard.deviation(reference).ifPresent(OutputCheck::refuse);
    return measured(
        attempt,
        heard.length(),
        output,
        EarlyEnd.warning(attempt.expectation().duration(), heard.length()).stream().toList());
  }

  private Measured verify(
      Path directory,
      Path output,
      Attempt attempt,
      long frames,
      Comparison comparison,
      Consumer<Progress> progress)
      throws IOException, InterruptedException {
    Expectation wanted = attempt.expectation();
    if (attempt.settings().sprites() != null) {
      StoryboardCheck.deviation(output, attempt, frames).ifPresent(OutputCheck::refuse);
      return measured(attempt, wanted.duration(), output, List.of());
    }
    if (attempt.settings().ladder() != null) {
      Duration length =
          new HlsCheck(ffmpeg).measure(directory, output, attempt, frames, samples(comparison));
      return measured(
          attempt, length, output, EarlyEnd.warning(wanted.duration(), length).stream().toList());
    }
    if (container(attempt) == Container.WEBP && wanted.shows(Shape.ANIMATION)) {
      return measureAnimatedWebp(directory, output, attempt, comparison);
    }
    if (comparison instanceof Score score && !wanted.copied()) {
      return measureStill(output, attempt, score);
    }
    if (comparison instanceof SoundReference reference) {
      return measureSound(directory, output, attempt, reference);
    }
    Path readable = readable(directory, output, attempt);
    OutputReport report = read(directory, readable, attempt);
    report.deviation(wanted, frames).ifPresent(OutputCheck::refuse);
    List<String> warnings = new ArrayList<>();
    if (!wanted.ofImage()) {
      EarlyEnd.warning(EarlyEnd.announced(attempt), report.length()).ifPresent(warnings::add);
    }
    if (wanted.copied()) {
      ToolResult all = decoding.whole(directory, readable, attempt, progress);
      if (all.exitCode() != 0 || all.diagnostics().ofInput() > 0) {
        warnings.add(DAMAGED);
      }
    } else {
      refuseUndecodable(directory, output, attempt);
      if (wanted.picture() != null) {
        refuseUnlike(
            similarity.measure(
                directory,
                output,
                demuxer(attempt),
                report.pictureStream(),
                attempt,
                samples(comparison)),
            attempt);
      }
    }
    return measured(attempt, OutputLength.of(output, attempt, report), output, warnings);
  }

  /**
   * Measures the video that was joined from parts, each of which is compared with its source
   * already.
   *
   * @param frames the number of frames of all segments
   * @throws StageException with {@code ENCODE_FAILED} when the output is not as expected
   */
  public Measured measureJoined(Path directory, Path output, Attempt attempt, long frames)
      throws IOException, InterruptedException {
    OutputReport report = read(directory, output, attempt);
    report.deviation(attempt.expectation(), frames).ifPresent(OutputCheck::refuse);
    refuseUndecodable(directory, output, attempt);
    List<String> warnings =
        EarlyEnd.warning(EarlyEnd.announced(attempt), report.length()).stream().toList();
    return measured(attempt, report.length(), output, warnings);
  }

  private void refuseUndecodable(Path directory, Path output, Attempt attempt)
      throws IOException, InterruptedException {
    ToolResult beginning = decoding.beginning(directory, output, attempt);
    if (!beginning.isClean()) {
      throw wrong("does not decode: " + beginning.errors());
    }
  }

  static Container container(Attempt attempt) {
    return Container.of(attempt.mediaType(), attempt.expectation().shows(Shape.ANIMATION));
  }

  /** A repaired copy if a copied image has a rare form that ffmpeg does not read. */
  private static Path readable(Path directory, Path output, Attempt attempt) throws IOException {
    Expectation wanted = attempt.expectation();
    return wanted.copied() && wanted.ofImage()
        ? RepairedImage.of(output, container(attempt), directory.resolve("repaired"))
        : output;
  }

  /**
   * The encoding process has decoded the coded image and compared all of it. What remains to be
   * read is the file around it.
   */
  private static Measured measureStill(Path output, Attempt attempt, Score score)
      throws IOException {
    StillFile.deviation(output, container(attempt), attempt.picture())
        .ifPresent(OutputCheck::refuse);
    OptionalDouble mean = score.read();
    if (mean.isEmpty()) {
      throw wrong("does not decode");
    }
    refuseUnlike(new Similarity.Found(mean, List.of()), attempt);
    return measured(attempt, null, output, List.of());
  }

  private static Samples samples(Comparison comparison) {
    if (comparison instanceof Samples samples) {
      return samples;
    }
    throw new IllegalArgumentException("Only still images are compared while they are encoded");
  }

  private Measured measureAnimatedWebp(
      Path directory, Path output, Attempt attempt, Comparison comparison)
      throws IOException, InterruptedException {
    Samples samples = samples(comparison);
    List<Double> times =
        attempt.expectation().copied() ? List.of() : similarity.times(directory, attempt, samples);
    AnimatedWebpCheck.Inspected seen;
    try {
      seen = new AnimatedWebpCheck(ffmpeg).check(directory, output, attempt, times);
    } catch (ToolKilledException | InterruptedIOException ended) {
      throw ended;
    } catch (IOException refused) {
      throw wrong("animation: " + refused.getMessage());
    }
    refuseUnlike(
        similarity.measureRaw(directory, seen.canvases(), times.size(), attempt, samples), attempt);
    return measured(attempt, seen.length(), output, List.of());
  }

  private static Measured measured(
      Attempt attempt, @Nullable Duration length, Path output, List<String> warnings)
      throws IOException {
    ExpectedPicture picture = attempt.expectation().picture();
    return new Measured(
        picture == null ? null : picture.width(),
        picture == null ? null : picture.height(),
        length,
        Files.size(output),
        Sha256.hex(output),
        warnings);
  }

  private static void refuseUnlike(Similarity.Found found, Attempt attempt) {
    LOG.debug("Compared with the source, strategy={}, ssim={}", attempt.strategy(), found.mean());
    if (found.mean().isPresent()
        && found.mean().getAsDouble() < attempt.picture().leastSimilarity()) {
      throw wrong("similarity " + found.mean().getAsDouble() + " " + found.errors());
    }
  }

  private OutputReport read(Path directory, Path output, Attempt attempt)
      throws IOException, InterruptedException {
    if (!Files.exists(output) || Files.size(output) == 0) {
      throw wrong("no output");
    }
    try (ToolRun run = ffmpeg.in(directory, attempt.timeLimit())) {
      return ffmpeg.probe(
          run, OutputReport.arguments(output, demuxer(attempt)), OutputReport.class);
    } catch (Ffmpeg.RefusedException unreadable) {
      throw wrong("unreadable: " + unreadable.getMessage());
    }
  }

  static String demuxer(Attempt attempt) {
    return Container.of(attempt.mediaType(), false).demuxer();
  }

  private static void refuse(String detail) {
    throw wrong(detail);
  }

  private static StageException wrong(String detail) {
    return new StageException(
        ErrorCode.ENCODE_FAILED,
        ErrorCode.ENCODE_FAILED.sentence(),
        new IOException("The output was refused: " + detail));
  }
}
