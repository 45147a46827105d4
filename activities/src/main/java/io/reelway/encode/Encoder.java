package io.reelway.encode;

import io.reelway.failure.StageException;
import io.reelway.failure.TimeLimit;
import io.reelway.failure.TimeLimitException;
import io.reelway.ffmpeg.Ffmpeg;
import io.reelway.ffmpeg.ToolResult;
import io.reelway.ffmpeg.ToolRun;
import io.reelway.image.PictureFile;
import io.reelway.image.format.AnimatedWebp;
import io.reelway.image.strip.OriginalImage;
import io.reelway.job.ErrorCode;
import io.reelway.job.Progress;
import io.reelway.media.MediaKind;
import io.reelway.media.Probe;
import io.reelway.movie.OriginalVideo;
import io.reelway.plan.Strategy;
import io.reelway.plan.Target;
import io.reelway.source.Container;
import io.reelway.source.InputGuard;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs ffmpeg for one target. Knows nothing of workflows. */
public final class Encoder {
  /** What the strategies call for; checked when a worker starts. */
  public static final Set<String> ENCODERS =
      Set.of(
          "libx264",
          "aac",
          "libvpx-vp9",
          "libopus",
          "libwebp",
          "libwebp_anim",
          "libaom-av1",
          "mjpeg");

  private static final Logger LOG = LoggerFactory.getLogger(Encoder.class);

  private final Ffmpeg ffmpeg;
  private final InputGuard guard;
  private final ImagePreparation preparation;
  private final int threads;

  /**
   * @param guard what ffmpeg may open a source with
   * @param threads threads that one encoder may use, at least 1
   */
  public Encoder(Ffmpeg ffmpeg, InputGuard guard, int threads) {
    this.ffmpeg = ffmpeg;
    this.guard = guard;
    this.preparation = new ImagePreparation(ffmpeg, guard);
    this.threads = threads;
  }

  /** A run that {@link #encode} uses; its owner may stop it from another thread. */
  public ToolRun newRun(Path directory, Target target) {
    return ffmpeg.in(directory, target.timeLimit());
  }

  /**
   * Encodes a file within the target's time limit, which includes what prepares it.
   *
   * @param progress told about twice a second
   * @throws StageException with {@code ENCODE_FAILED}, {@code ENCODE_TIMEOUT}, or {@code
   *     PROBE_FAILED} when it turns out that the source is damaged
   * @throws IOException when the scratch disk is full, which another attempt may not find
   */
  public Encoding encode(
      ToolRun run,
      Probe probe,
      Target target,
      Path source,
      Path output,
      Consumer<Progress> progress)
      throws IOException, InterruptedException {
    try {
      return TimeLimit.within(
          target.timeLimit(), () -> make(run, probe, target, source, output, progress));
    } catch (TimeLimitException slow) {
      throw new StageException(ErrorCode.ENCODE_TIMEOUT, ErrorCode.ENCODE_TIMEOUT.sentence(), slow);
    }
  }

  private Encoding make(
      ToolRun run,
      Probe probe,
      Target target,
      Path source,
      Path output,
      Consumer<Progress> progress)
      throws IOException, InterruptedException {
    Samples samples = Samples.of(probe, output.resolveSibling(Samples.NAME));
    if (target.strategy() == Strategy.ORIGINAL && probe.kind() == MediaKind.IMAGE) {
      return original(probe, target, source, output, samples);
    }
    if (probe.kind() == MediaKind.VIDEO) {
      List<String> words = videoArguments(probe, target, source, output, samples);
      return run(run, probe, target, source, output, samples, words, progress);
    }
    ImageInput input = preparation.prepare(run, probe, target, source);
    boolean drawing = DrawingDetector.isDrawing(ffmpeg, run, input, probe);
    ImageStyle style = drawing ? ImageStyle.DRAWING : ImageStyle.PHOTO;
    List<String> words = imageArguments(input, probe, target, style, output, samples);
    Encoding lossy = run(run, probe, target, source, output, samples, words, progress);
    if (!drawing || !LosslessWebp.holds(target)) {
      return lossy;
    }
    Target webp = LosslessWebp.of(target);
    Path exact = output.resolveSibling("lossless");
    words = imageArguments(input, probe, webp, ImageStyle.LOSSLESS, exact, samples);
    Encoding lossless = run(run, probe, webp, source, exact, samples, words, line -> {});
    if (Files.size(exact) > Files.size(output)) {
      Files.delete(exact);
      return lossy;
    }
    Files.move(exact, output, StandardCopyOption.REPLACE_EXISTING);
    return lossless;
  }

  private Encoding run(
      ToolRun run,
      Probe probe,
      Target target,
      Path source,
      Path output,
      Samples samples,
      List<String> words,
      Consumer<Progress> progress)
      throws IOException, InterruptedException {
    EncodeProgress told = new EncodeProgress(probe, target);
    ToolResult result =
        run.complete(ffmpeg.command(words), line -> progress.accept(told.next(line)));
    if (!result.errors().isEmpty()) {
      LOG.info("ffmpeg complained, exit={}, errors={}", result.exitCode(), result.errors());
    }
    if (result.ranOutOfSpace()) {
      throw new IOException("The scratch disk of this worker is full");
    }
    SourceDamage.refuseBroken(probe, result, told.frames());
    boolean cleaned =
        target.strategy() == Strategy.ORIGINAL
            && !(result.exitCode() == 0 && Files.size(output) < Files.size(source))
            && cleanInPlace(run, probe, source, output);
    if (result.exitCode() != 0 && !cleaned) {
      throw new StageException(ErrorCode.ENCODE_FAILED, ErrorCode.ENCODE_FAILED.sentence());
    }
    List<String> warnings =
        switch (probe.kind()) {
          case VIDEO -> SourceDamage.ofVideo(result, told.frames());
          case IMAGE ->
              probe.animated()
                  ? SourceDamage.ofAnimation(result, isMoving(output, target))
                  : ofStill(run, result, probe, source, output);
        };
    if (probe.animated() && target.strategy() == Strategy.IMAGE_WEBP && probe.duration() != null) {
      correctAnimation(output, probe.duration());
    }
    return new Encoding(target, result.wall(), warnings, told.frames(), samples);
  }

  /** Where a fresh container does not make a video smaller, its own stays. */
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

  private static boolean isMoving(Path output, Target target) throws IOException {
    boolean webp = target.strategy() == Strategy.IMAGE_WEBP;
    return PictureFile.read(output, webp ? Container.WEBP : Container.HEIF).animated();
  }

  /** Pictures that look all the same became a still. */
  private static void correctAnimation(Path output, Duration length) throws IOException {
    try {
      AnimatedWebp.correct(output, length);
    } catch (EOFException still) {
      throw new StageException(ErrorCode.ENCODE_FAILED, ErrorCode.ENCODE_FAILED.sentence(), still);
    }
  }

  private static Encoding original(
      Probe probe, Target target, Path source, Path output, Samples samples) throws IOException {
    long start = System.nanoTime();
    if (!OriginalImage.strip(source, Container.of(probe), output)) {
      throw new StageException(ErrorCode.ENCODE_FAILED, ErrorCode.ENCODE_FAILED.sentence());
    }
    return new Encoding(target, Duration.ofNanos(System.nanoTime() - start), List.of(), 0, samples);
  }

  private List<String> ofStill(
      ToolRun run, ToolResult result, Probe probe, Path source, Path output)
      throws IOException, InterruptedException {
    if (result.complaints().ofInput() == 0) {
      return List.of();
    }
    if (Container.of(probe) != Container.JPEG || !probe.video().pixelFormat().startsWith("yuvj")) {
      throw SourceDamage.cutOff();
    }
    if (PictureFile.isJpegWithoutPixels(source)) {
      return List.of("The file has the header of an image and none of its pixels.");
    }
    return SourceDamage.ofPicture(
        JpegDamageEstimator.measure(ffmpeg, run, guard, output.resolveSibling("samples"), source));
  }

  private List<String> videoArguments(
      Probe probe, Target target, Path source, Path output, Samples samples) throws IOException {
    return target.strategy() == Strategy.ORIGINAL
        ? OriginalCommand.arguments(probe, target, guard, source, output)
        : new EncodeCommand(
                guard.options(Container.of(probe)),
                new VideoArguments(probe, target, threads, samples, Files.size(source)))
            .arguments(source, output, samples);
  }

  private List<String> imageArguments(
      ImageInput input,
      Probe probe,
      Target target,
      ImageStyle style,
      Path output,
      Samples samples) {
    return new EncodeCommand(
            input.opening(), new ImageArguments(input, probe, target, style, threads))
        .arguments(input.file(), output, samples);
  }

  /**
   * How an encode went.
   *
   * @param target what was made: the wanted target, or a lossless WebP that is no larger
   * @param wall how long ffmpeg took
   * @param warnings sentences for the client about a damaged source
   * @param frames pictures that went into the output
   * @param samples some of them, set aside
   */
  public record Encoding(
      Target target, Duration wall, List<String> warnings, long frames, Samples samples) {}
}
