package io.reelway.encode;

import io.reelway.encode.Encoder.Encoding;
import io.reelway.failure.StageException;
import io.reelway.ffmpeg.Ffmpeg;
import io.reelway.ffmpeg.ToolResult;
import io.reelway.image.PictureHeaders;
import io.reelway.image.strip.OriginalImage;
import io.reelway.job.ErrorCode;
import io.reelway.media.MediaKind;
import io.reelway.media.Probe;
import io.reelway.plan.Attempt;
import io.reelway.plan.EncoderSettings;
import io.reelway.plan.ExpectedPicture;
import io.reelway.plan.ExpectedPicture.Shape;
import io.reelway.plan.QualityTarget;
import io.reelway.source.Container;
import io.reelway.source.InputGuard;
import io.reelway.strategy.Comparison;
import io.reelway.strategy.ImageInput;
import io.reelway.strategy.ImageStrategy;
import io.reelway.strategy.ImageStyle;
import io.reelway.strategy.ImageTask;
import io.reelway.strategy.ImageWebp;
import io.reelway.strategy.Score;
import io.reelway.strategy.VideoTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Runs ffmpeg for an output that is an image, still or animated. */
final class ImageEncoder {
  private static final ImageWebp WEBP = new ImageWebp();

  private final Ffmpeg ffmpeg;
  private final InputGuard guard;
  private final ImagePreparation preparation;
  private final int threads;

  ImageEncoder(Ffmpeg ffmpeg, InputGuard guard, ImagePreparation preparation, int threads) {
    this.ffmpeg = ffmpeg;
    this.guard = guard;
    this.preparation = preparation;
    this.threads = threads;
  }

  /**
   * Encodes an image. A drawing is also encoded as a lossless WebP, and the smaller output stays.
   */
  Encoding encode(EncodeTask task, ImageStrategy strategy)
      throws IOException, InterruptedException {
    ImageInput input = preparation.prepare(task.run(), task.probe(), task.attempt(), task.source());
    boolean drawing = DrawingDetector.isDrawing(ffmpeg, task.run(), input, task.probe());
    ImageStyle style = drawing ? ImageStyle.DRAWING : ImageStyle.PHOTO;
    Encoding lossy = encode(task, strategy, input, style);
    Optional<Attempt> exact =
        drawing && mayBeExact(task.attempt(), strategy)
            ? WEBP.lossless(task.attempt())
            : Optional.empty();
    if (exact.isEmpty()) {
      return lossy;
    }
    Path file = task.output().resolveSibling("lossless");
    Encoding lossless = encode(task.to(file, exact.get()), WEBP, input, ImageStyle.LOSSLESS);
    if (Files.size(file) > Files.size(task.output())) {
      Files.delete(file);
      return lossy;
    }
    Files.move(file, task.output(), StandardCopyOption.REPLACE_EXISTING);
    return lossless;
  }

  /** The search for an image of at most so many bytes. */
  SizeSearch search(EncodeTask task, ImageStrategy strategy, long maxBytes)
      throws IOException, InterruptedException {
    Attempt attempt = task.attempt();
    boolean moving = attempt.expectation().shows(Shape.ANIMATION);
    ImageSizeCurve.Range range = ImageSizeSearch.range(attempt, strategy);
    boolean sampled =
        strategy.hasQuality()
            && !moving
            && task.probe().kind() == MediaKind.IMAGE
            && ImageSizeSamples.areUseful(
                attempt.picture(), task.probe().picture().alpha(), maxBytes);
    Optional<ImageSizeCurve> curve = sampled ? sizes(task, strategy, range) : Optional.empty();
    return new ImageSizeSearch(
        attempt,
        maxBytes,
        curve.orElseGet(() -> ImageSizeCurve.usual(range, moving)),
        strategy.stepOfQuality());
  }

  /**
   * Learns from samples how the size of an image depends on its settings. Drawings have no samples:
   * a lossless output, whose size has other reasons, competes with their lossy one.
   */
  private Optional<ImageSizeCurve> sizes(
      EncodeTask task, ImageStrategy strategy, ImageSizeCurve.Range range)
      throws IOException, InterruptedException {
    ImageInput input = preparation.prepare(task.run(), task.probe(), task.attempt(), task.source());
    if (DrawingDetector.isDrawing(ffmpeg, task.run(), input, task.probe())) {
      return Optional.empty();
    }
    ImageTask image = new ImageTask(input, task.probe(), task.attempt(), ImageStyle.PHOTO, threads);
    return new ImageSizeSamples(ffmpeg).measure(task, image, strategy, range);
  }

  /** Whether a lossless WebP is an acceptable output of an attempt. */
  private static boolean mayBeExact(Attempt attempt, ImageStrategy strategy) {
    EncoderSettings.Image settings = attempt.settings().image();
    boolean bound = settings != null && settings.bound();
    return (!bound && !strategy.isExact())
        || strategy.id().equals(WEBP.id())
        || attempt.rivals().contains(WEBP.id());
  }

  private Encoding encode(
      EncodeTask task, ImageStrategy strategy, ImageInput input, ImageStyle style)
      throws IOException, InterruptedException {
    Probe probe = task.probe();
    Comparison comparison = comparison(task);
    ImageTask image = new ImageTask(input, probe, task.attempt(), style, threads);
    EncoderRun ran =
        EncoderRun.of(ffmpeg, task, strategy.command(image, task.output(), comparison));
    ran.refuseFailure();
    if (task.attempt().expectation().shows(Shape.ANIMATION)) {
      return finished(task, strategy, ran, comparison);
    }
    List<String> warnings =
        probe.animated()
            ? SourceDamage.ofAnimation(ran.result(), true)
            : damage(task, ran.result());
    return ran.encoding(warnings, comparison);
  }

  /** An animation of which only one frame is shown, or only equal ones, is a still image. */
  private static Encoding finished(
      EncodeTask task, ImageStrategy strategy, EncoderRun ran, Comparison comparison)
      throws IOException {
    boolean moving = isMoving(task);
    List<String> warnings = SourceDamage.ofAnimation(ran.result(), moving);
    if (!moving) {
      Attempt still = task.attempt().expecting(task.attempt().expectation().still());
      return new Encoding(still, warnings, 0, comparison);
    }
    Duration planned = task.attempt().expectation().duration();
    Duration length = planned == null ? task.probe().duration() : planned;
    if (length != null) {
      strategy.finish(task.output(), length);
    }
    return ran.encoding(warnings, comparison);
  }

  /** Takes one frame of a video, or some for an animation, and encodes them like any image. */
  Encoding encodeFrames(EncodeTask task, ImageStrategy strategy)
      throws IOException, InterruptedException {
    Path file = task.run().directory().resolve(VideoFrames.FILE);
    boolean still = task.attempt().expectation().shows(Shape.STILL);
    FirstFrames first = new FirstFrames(ffmpeg, guard);
    VideoTask whole = VideoEncoder.task(task.to(file, even(task.attempt())), guard, threads, file);
    VideoTask frames = still ? first.measured(task.run(), whole) : first.of(task.run(), whole);
    VideoFrames video = new VideoFrames(ffmpeg, first, task.run(), frames, strategy.keepsAlpha());
    Probe taken = still ? video.still() : video.moving();
    List<String> damage = SourceDamage.ofFrames(task.run().forgetErrors());
    return encode(task.from(file, taken, task.attempt().of(null)), strategy).warning(damage);
  }

  /** The filters of videos need even sides; the image gets its own size afterwards. */
  private static Attempt even(Attempt attempt) {
    ExpectedPicture size = attempt.picture();
    return attempt.expecting(
        attempt
            .expectation()
            .sized(size.width() + size.width() % 2, size.height() + size.height() % 2));
  }

  /** Copies an image without its metadata. */
  Encoding copy(EncodeTask task) throws IOException {
    if (!OriginalImage.strip(task.source(), Container.of(task.probe()), task.output())) {
      throw new StageException(ErrorCode.ENCODE_FAILED, ErrorCode.ENCODE_FAILED.sentence());
    }
    return new Encoding(task.attempt(), List.of(), 0, comparison(task));
  }

  /** A still image is compared while it is encoded, an animation afterwards. */
  private static Comparison comparison(EncodeTask task) {
    QualityTarget target = task.attempt().expectation().quality();
    return task.attempt().expectation().shows(Shape.STILL)
        ? new Score(
            task.run().directory().resolve(named(task)), target == null ? null : target.metric())
        : VideoEncoder.samples(task, task.output());
  }

  /** The same image may be encoded several times, each time with its own score. */
  private static String named(EncodeTask task) {
    ExpectedPicture size = task.attempt().picture();
    EncoderSettings.Image image = task.attempt().settings().image();
    return "%s-%s-%dx%d-%d.score"
        .formatted(
            task.output().getFileName(),
            task.attempt().strategy().value(),
            size.width(),
            size.height(),
            image == null ? 0 : image.quality());
  }

  private static boolean isMoving(EncodeTask task) throws IOException {
    Container container = Container.of(task.attempt().mediaType(), true);
    return PictureHeaders.read(task.output(), container).animated();
  }

  private List<String> damage(EncodeTask task, ToolResult result)
      throws IOException, InterruptedException {
    if (result.diagnostics().ofInput() == 0) {
      return List.of();
    }
    if (Container.of(task.probe()) != Container.JPEG
        || !task.probe().picture().pixelFormat().startsWith("yuvj")) {
      throw SourceDamage.cutOff();
    }
    if (PictureHeaders.isJpegWithoutPixels(task.source())) {
      return List.of("The file has the header of an image but no pixels.");
    }
    Path samples = task.output().resolveSibling("samples");
    return SourceDamage.ofPicture(
        JpegDamageEstimator.measure(ffmpeg, task.run(), guard, samples, task.source()));
  }
}
