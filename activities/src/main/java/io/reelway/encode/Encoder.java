package io.reelway.encode;

import io.reelway.failure.StageException;
import io.reelway.failure.TimeLimit;
import io.reelway.failure.TimeLimitException;
import io.reelway.ffmpeg.EncodeProgress;
import io.reelway.ffmpeg.Ffmpeg;
import io.reelway.ffmpeg.FfmpegDiagnostics;
import io.reelway.ffmpeg.ToolResult;
import io.reelway.ffmpeg.ToolRun;
import io.reelway.image.PictureFile;
import io.reelway.image.strip.OriginalImage;
import io.reelway.job.ErrorCode;
import io.reelway.job.Progress;
import io.reelway.media.MediaKind;
import io.reelway.media.Probe;
import io.reelway.media.Rational;
import io.reelway.movie.OriginalVideo;
import io.reelway.plan.Attempt;
import io.reelway.plan.EncoderSettings;
import io.reelway.plan.Excerpt;
import io.reelway.plan.ExpectedPicture;
import io.reelway.plan.ExpectedPicture.Shape;
import io.reelway.source.Container;
import io.reelway.source.InputGuard;
import io.reelway.strategy.AnimationFrames;
import io.reelway.strategy.AudioStrategy;
import io.reelway.strategy.Comparison;
import io.reelway.strategy.ImageInput;
import io.reelway.strategy.ImageStrategy;
import io.reelway.strategy.ImageStyle;
import io.reelway.strategy.ImageTask;
import io.reelway.strategy.ImageWebp;
import io.reelway.strategy.Original;
import io.reelway.strategy.PackageStrategy;
import io.reelway.strategy.Samples;
import io.reelway.strategy.Score;
import io.reelway.strategy.Strategies;
import io.reelway.strategy.VideoStrategy;
import io.reelway.strategy.VideoTask;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Runs ffmpeg for one attempt. Does not depend on workflows. */
public final class Encoder {
  private static final ImageWebp WEBP = new ImageWebp();
  private static final AnimationFrames FRAMES = new AnimationFrames();

  private final Ffmpeg ffmpeg;
  private final InputGuard guard;
  private final ImagePreparation preparation;
  private final SoundEncoder sounds;
  private final Strategies strategies;
  private final int threads;

  /**
   * @param guard restricts how ffmpeg opens a source
   * @param threads the maximum number of threads of one encoder, at least 1
   */
  public Encoder(Ffmpeg ffmpeg, InputGuard guard, Strategies strategies, int threads) {
    this.strategies = strategies;
    this.ffmpeg = ffmpeg;
    this.guard = guard;
    this.preparation = new ImagePreparation(ffmpeg, guard);
    this.sounds = new SoundEncoder(ffmpeg, guard);
    this.threads = threads;
  }

  /** Creates a run for {@link #encode}. Its owner may stop it from another thread. */
  public ToolRun newRun(Path directory, Attempt attempt) {
    return ffmpeg.in(directory, attempt.timeLimit());
  }

  /**
   * Encodes a file within the attempt's time limit, which includes the preparation.
   *
   * @param progress receives the progress about twice a second
   * @throws StageException with {@code ENCODE_FAILED}, {@code ENCODE_TIMEOUT}, or {@code
   *     PROBE_FAILED} when the encode finds that the source is damaged
   * @throws IOException when the scratch disk is full; another attempt may succeed
   */
  public Encoding encode(
      ToolRun run,
      Probe probe,
      Attempt attempt,
      Path source,
      Path output,
      Consumer<Progress> progress)
      throws IOException, InterruptedException {
    Long maxBytes = attempt.expectation().copied() ? null : attempt.expectation().maxBytes();
    // An encode may end early, and the next one begins at once, so each has its own run.
    SizedEncode.Work work =
        (derived, report) -> {
          try (ToolRun own = newRun(run.directory(), derived)) {
            return make(own, probe, derived, source, output, report);
          }
        };
    try {
      return TimeLimit.within(
          attempt.timeLimit(),
          () ->
              maxBytes == null
                  ? make(run, probe, attempt, source, output, progress)
                  : new SizedEncode(probe, attempt, maxBytes, output, work).encode(progress));
    } catch (TimeLimitException slow) {
      throw new StageException(ErrorCode.ENCODE_TIMEOUT, ErrorCode.ENCODE_TIMEOUT.sentence(), slow);
    }
  }

  private Encoding make(
      ToolRun run,
      Probe probe,
      Attempt attempt,
      Path source,
      Path output,
      Consumer<Progress> progress)
      throws IOException, InterruptedException {
    return switch (strategies.find(attempt.strategy()).orElseThrow(Encoder::unknown)) {
      case Original original ->
          probe.kind() == MediaKind.IMAGE
              ? copyImage(run, probe, attempt, source, output)
              : copyVideo(run, original, task(probe, attempt, source, output), progress);
      case VideoStrategy video when probe.kind() == MediaKind.IMAGE ->
          encodeAnimation(run, video, probe, attempt, source, output, progress);
      case VideoStrategy video -> {
        VideoTask task = task(probe, attempt, source, output);
        measureFirst(run, video, task);
        EncoderRun ran = run(run, probe, attempt, video.command(task), progress);
        ran.refuseFailure();
        yield ran.encoding(damage(attempt, ran), task.samples());
      }
      case AudioStrategy audio ->
          sounds.encode(run, audio, probe, attempt, source, output, progress);
      case PackageStrategy several -> {
        VideoTask task = task(probe, attempt, source, output);
        EncoderRun ran = run(run, probe, attempt, several.command(task), progress);
        ran.refuseFailure();
        PackageFiles.complete(output, attempt);
        yield ran.encoding(damage(attempt, ran), task.samples());
      }
      case ImageStrategy image ->
          probe.kind() == MediaKind.VIDEO
              ? encodeStill(run, image, probe, attempt, source, output, progress)
              : encodeImage(run, image, probe, attempt, source, output, progress);
    };
  }

  /** The first of two passes, for a mean bit rate. */
  private void measureFirst(ToolRun run, VideoStrategy strategy, VideoTask task)
      throws IOException, InterruptedException {
    if (task.attempt().settings().targetsRate() && strategy.measuresFirst()) {
      run(run, task.probe(), task.attempt(), strategy.firstPass(task), report -> {})
          .refuseFailure();
    }
  }

  /**
   * Warnings about the missing parts of a video. Frames before the start of an excerpt, which
   * cannot be decoded without their own key frame, are not missing.
   */
  private static List<String> damage(Attempt attempt, EncoderRun ran) {
    FfmpegDiagnostics said = ran.result().diagnostics();
    return attempt.trims() && said.ofInput() <= said.missingReferences()
        ? List.of()
        : SourceDamage.ofVideo(ran.result(), ran.frames());
  }

  /** A still image is compared while it is encoded, everything else afterwards. */
  private static Comparison comparison(ToolRun run, Attempt attempt, Path output) {
    return attempt.expectation().shows(Shape.STILL)
        ? new Score(run.directory().resolve(output.getFileName() + "-" + named(attempt)))
        : samples(attempt, output);
  }

  /** The same image may be encoded several times, each time with its own score. */
  private static String named(Attempt attempt) {
    ExpectedPicture size = attempt.picture();
    EncoderSettings.Image image = attempt.settings().image();
    return "%dx%d-%d.score"
        .formatted(size.width(), size.height(), image == null ? 0 : image.quality());
  }

  private static Samples samples(Attempt attempt, Path output) {
    return Samples.of(attempt.expectation().duration(), output.resolveSibling(Samples.NAME));
  }

  private static StageException unknown() {
    return new StageException(
        ErrorCode.ENCODE_FAILED, "This worker does not know the strategy that the plan names.");
  }

  private VideoTask task(Probe probe, Attempt attempt, Path source, Path output)
      throws IOException {
    return new VideoTask(
        probe,
        attempt,
        guard.options(Container.of(probe)),
        source,
        Files.size(source),
        output,
        samples(attempt, output),
        threads,
        null,
        null);
  }

  /** Keeps the original container if a new one does not make the video smaller. */
  private Encoding copyVideo(
      ToolRun run, Original original, VideoTask task, Consumer<Progress> progress)
      throws IOException, InterruptedException {
    EncoderRun ran = run(run, task.probe(), task.attempt(), original.command(task), progress);
    boolean smaller =
        ran.result().exitCode() == 0 && Files.size(task.output()) < task.sourceBytes();
    if (!smaller && !cleanInPlace(run, task.probe(), task.source(), task.output())) {
      ran.refuseFailure();
    }
    return ran.encoding(SourceDamage.ofVideo(ran.result(), ran.frames()), task.samples());
  }

  /** Takes a frame of a video, and encodes it like any image. */
  private Encoding encodeStill(
      ToolRun run,
      ImageStrategy strategy,
      Probe probe,
      Attempt attempt,
      Path source,
      Path output,
      Consumer<Progress> progress)
      throws IOException, InterruptedException {
    Path frame = run.directory().resolve(VideoStill.FILE);
    Excerpt excerpt = attempt.excerpt();
    Probe still =
        new VideoStill(ffmpeg, run, task(probe, attempt, source, frame), strategy.keepsAlpha())
            .take(excerpt == null ? null : excerpt.start());
    return encodeImage(run, strategy, still, attempt.of(null), frame, output, progress);
  }

  /** Turns the frames of an animation into a video without loss, and encodes that. */
  private Encoding encodeAnimation(
      ToolRun run,
      VideoStrategy strategy,
      Probe probe,
      Attempt attempt,
      Path source,
      Path output,
      Consumer<Progress> progress)
      throws IOException, InterruptedException {
    Path file = run.directory().resolve("frames");
    ImageInput input = preparation.prepare(run, probe, attempt, source);
    ImageTask frames = new ImageTask(input, probe, attempt, ImageStyle.LOSSLESS, threads);
    Samples unused = Samples.of(probe.duration(), run.directory().resolve(Samples.NAME));
    EncoderRun unpacked =
        run(run, probe, attempt, FRAMES.command(frames, file, unused), report -> {});
    unpacked.refuseFailure();
    List<String> warnings = SourceDamage.ofAnimation(unpacked.result(), unpacked.frames() > 1);
    VideoTask task =
        new VideoTask(
            AnimationFrames.probe(probe, attempt),
            attempt.of(null),
            AnimationFrames.OPENING,
            file,
            Files.size(source),
            output,
            samples(attempt, output),
            threads,
            null,
            null);
    measureFirst(run, strategy, task);
    EncoderRun ran = run(run, task.probe(), attempt, strategy.command(task), progress);
    ran.refuseFailure();
    return ran.encoding(warnings, task.samples());
  }

  /** Encodes a drawing also as a lossless WebP, and keeps the smaller output. */
  private Encoding encodeImage(
      ToolRun run,
      ImageStrategy strategy,
      Probe probe,
      Attempt attempt,
      Path source,
      Path output,
      Consumer<Progress> progress)
      throws IOException, InterruptedException {
    ImageInput input = preparation.prepare(run, probe, attempt, source);
    boolean drawing = DrawingDetector.isDrawing(ffmpeg, run, input, probe);
    ImageStyle style = drawing ? ImageStyle.DRAWING : ImageStyle.PHOTO;
    ImageTask task = new ImageTask(input, probe, attempt, style, threads);
    Encoding lossy = encodeImage(run, strategy, task, source, output, progress);
    Optional<Attempt> exact = drawing ? WEBP.lossless(attempt) : Optional.empty();
    if (exact.isEmpty()) {
      return lossy;
    }
    task = new ImageTask(input, probe, exact.get(), ImageStyle.LOSSLESS, threads);
    Path file = output.resolveSibling("lossless");
    Encoding lossless = encodeImage(run, WEBP, task, source, file, line -> {});
    if (Files.size(file) > Files.size(output)) {
      Files.delete(file);
      return lossy;
    }
    Files.move(file, output, StandardCopyOption.REPLACE_EXISTING);
    return lossless;
  }

  private Encoding encodeImage(
      ToolRun run,
      ImageStrategy strategy,
      ImageTask task,
      Path source,
      Path output,
      Consumer<Progress> progress)
      throws IOException, InterruptedException {
    Probe probe = task.probe();
    Comparison comparison = comparison(run, task.attempt(), output);
    EncoderRun ran =
        run(run, probe, task.attempt(), strategy.command(task, output, comparison), progress);
    ran.refuseFailure();
    List<String> warnings =
        probe.animated()
            ? SourceDamage.ofAnimation(ran.result(), isMoving(output, task.attempt()))
            : ofStill(run, ran.result(), probe, source, output);
    try {
      strategy.finish(output, probe);
    } catch (EOFException still) {
      throw new StageException(ErrorCode.ENCODE_FAILED, ErrorCode.ENCODE_FAILED.sentence(), still);
    }
    return ran.encoding(warnings, comparison);
  }

  private EncoderRun run(
      ToolRun run, Probe probe, Attempt attempt, List<String> words, Consumer<Progress> progress)
      throws IOException, InterruptedException {
    EncodeProgress done =
        new EncodeProgress(attempt.expectation().duration(), frameRate(probe, attempt));
    return EncoderRun.of(ffmpeg, run, probe, attempt, words, done, progress);
  }

  /** The frame rate of the output; {@code null} if unknown. */
  private static @Nullable Rational frameRate(Probe probe, Attempt attempt) {
    EncoderSettings.Video video = attempt.settings().video();
    Rational cap = video == null ? null : video.frameRateCap();
    return cap == null ? probe.pictureTrack().frameRate() : cap;
  }

  private static boolean cleanInPlace(ToolRun run, Probe probe, Path source, Path output)
      throws IOException {
    Path clean = output.resolveSibling("clean");
    if (OriginalVideo.clean(source, probe, clean, run::throwIfStopped)) {
      Files.move(clean, output, StandardCopyOption.REPLACE_EXISTING);
      return true;
    }
    Files.deleteIfExists(clean);
    return false;
  }

  private static boolean isMoving(Path output, Attempt attempt) throws IOException {
    return PictureFile.read(output, Container.of(attempt.mediaType(), true)).animated();
  }

  private static Encoding copyImage(
      ToolRun run, Probe probe, Attempt attempt, Path source, Path output) throws IOException {
    long start = System.nanoTime();
    if (!OriginalImage.strip(source, Container.of(probe), output)) {
      throw new StageException(ErrorCode.ENCODE_FAILED, ErrorCode.ENCODE_FAILED.sentence());
    }
    return new Encoding(
        attempt,
        Duration.ofNanos(System.nanoTime() - start),
        List.of(),
        0,
        comparison(run, attempt, output));
  }

  private List<String> ofStill(
      ToolRun run, ToolResult result, Probe probe, Path source, Path output)
      throws IOException, InterruptedException {
    if (result.diagnostics().ofInput() == 0) {
      return List.of();
    }
    if (Container.of(probe) != Container.JPEG
        || !probe.picture().pixelFormat().startsWith("yuvj")) {
      throw SourceDamage.cutOff();
    }
    if (PictureFile.isJpegWithoutPixels(source)) {
      return List.of("The file has the header of an image but no pixels.");
    }
    return SourceDamage.ofPicture(
        JpegDamageEstimator.measure(ffmpeg, run, guard, output.resolveSibling("samples"), source));
  }

  /**
   * The result of an encode.
   *
   * @param attempt the attempt of the output: the planned one, or a lossless WebP that is not
   *     larger
   * @param wall the wall time of ffmpeg
   * @param warnings sentences for the client about a damaged source
   * @param frames the number of frames in the output
   * @param comparison what the process wrote for the comparison of the output with its source
   */
  public record Encoding(
      Attempt attempt, Duration wall, List<String> warnings, long frames, Comparison comparison) {}
}
