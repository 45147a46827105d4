package io.reelway.encode;

import io.reelway.cut.SourceFrames;
import io.reelway.encode.Encoder.Encoding;
import io.reelway.failure.StageException;
import io.reelway.ffmpeg.Ffmpeg;
import io.reelway.ffmpeg.FfmpegDiagnostics;
import io.reelway.job.ErrorCode;
import io.reelway.media.MediaKind;
import io.reelway.media.Probe;
import io.reelway.movie.OriginalVideo;
import io.reelway.plan.Attempt;
import io.reelway.plan.QualityTarget;
import io.reelway.plan.Sprites;
import io.reelway.source.Container;
import io.reelway.source.InputGuard;
import io.reelway.strategy.AnimationFrames;
import io.reelway.strategy.ImageInput;
import io.reelway.strategy.ImageStyle;
import io.reelway.strategy.ImageTask;
import io.reelway.strategy.Original;
import io.reelway.strategy.PackageStrategy;
import io.reelway.strategy.Samples;
import io.reelway.strategy.Storyboard;
import io.reelway.strategy.VideoStrategy;
import io.reelway.strategy.VideoTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;

/** Runs ffmpeg for an output that is a video, or several files made of one. */
final class VideoEncoder {
  private static final AnimationFrames FRAMES = new AnimationFrames();

  private final Ffmpeg ffmpeg;
  private final InputGuard guard;
  private final ImagePreparation preparation;
  private final FirstFrames firstFrames;
  private final int threads;
  private final VideoQuality quality;

  VideoEncoder(Ffmpeg ffmpeg, InputGuard guard, ImagePreparation preparation, int threads) {
    this.ffmpeg = ffmpeg;
    this.firstFrames = new FirstFrames(ffmpeg, guard);
    this.guard = guard;
    this.preparation = preparation;
    this.threads = threads;
    this.quality = new VideoQuality(ffmpeg);
  }

  /** Encodes a video. */
  Encoding encode(EncodeTask task, VideoStrategy strategy)
      throws IOException, InterruptedException {
    EncoderRun ran = run(task, strategy, beginning(task));
    return ran.encoding(damage(ran), samples(task, task.output()));
  }

  /**
   * Turns the frames of an animation into a video without loss, and encodes that. The frames have
   * the part that the attempt takes of the animation, which its result names again.
   */
  Encoding encodeAnimation(EncodeTask task, VideoStrategy strategy)
      throws IOException, InterruptedException {
    Unpacked unpacked = unpack(task);
    return run(unpacked.task(), strategy, unpacked.video())
        .encoding(unpacked.warnings(), unpacked.video().samples())
        .of(task.attempt().excerpt());
  }

  /** Measures the output of an encode. */
  OptionalDouble score(EncodeTask task, VideoStrategy strategy, QualityTarget target)
      throws IOException, InterruptedException {
    return quality.score(task.run(), footage(task), strategy, target, task.progress());
  }

  /** The search for a number of bytes. Where the headers tell no length, packets do. */
  SizeSearch search(EncodeTask task, VideoStrategy strategy, long maxBytes)
      throws IOException, InterruptedException {
    Duration expected = task.attempt().expectation().duration();
    Duration length =
        expected == null && task.probe().kind() == MediaKind.VIDEO
            ? firstFrames.measured(task.run(), task(task)).pictureEnd()
            : expected;
    return new VideoSizeSearch(
        task.probe(),
        task.attempt(),
        length,
        maxBytes,
        strategy.fallOfFactor(),
        strategy.worstFactor());
  }

  /** Adds the qualities of samples to a curve. */
  void sample(
      EncodeTask task,
      VideoStrategy strategy,
      QualityTarget target,
      QualitySetting setting,
      QualityCurve curve)
      throws IOException, InterruptedException {
    VideoTask video = footage(task);
    quality.sample(task.run(), video, strategy, target, setting, curve, task.progress());
  }

  /** The encode of a video, or of the frames of an animation. */
  private VideoTask footage(EncodeTask task) throws IOException, InterruptedException {
    return task.probe().kind() == MediaKind.IMAGE ? unpack(task).video() : beginning(task);
  }

  /** The encode of a video, which begins with the frame that is shown at its start. */
  private VideoTask beginning(EncodeTask task) throws IOException, InterruptedException {
    return firstFrames.of(task.run(), task(task));
  }

  private Unpacked unpack(EncodeTask task) throws IOException, InterruptedException {
    Probe probe = task.probe();
    Attempt attempt = task.attempt();
    Path file = task.run().directory().resolve("frames");
    ImageInput input = preparation.prepare(task.run(), probe, attempt, task.source());
    ImageTask frames = new ImageTask(input, probe, attempt, ImageStyle.LOSSLESS, threads);
    Samples unused = Samples.of(probe.duration(), task.run().directory().resolve(Samples.NAME));
    EncoderRun ran =
        EncoderRun.of(ffmpeg, task.to(file, attempt), FRAMES.command(frames, file, unused));
    ran.refuseFailure();
    List<String> warnings = SourceDamage.ofAnimation(ran.result(), ran.frames() > 1);
    EncodeTask movie = task.from(file, AnimationFrames.probe(probe, attempt), attempt.of(null));
    VideoTask video =
        task(movie, AnimationFrames.OPENING, threads, task.output(), Files.size(task.source()));
    return new Unpacked(movie, video, warnings);
  }

  /** The frames of an animation, and the encode of a video from them. */
  private record Unpacked(EncodeTask task, VideoTask video, List<String> warnings) {}

  private EncoderRun run(EncodeTask task, VideoStrategy strategy, VideoTask video)
      throws IOException, InterruptedException {
    if (task.attempt().settings().targetsRate() && strategy.measuresFirst()) {
      EncodeTask measuring = task.to(task.output(), task.attempt());
      EncoderRun.of(ffmpeg, measuring, strategy.firstPass(video)).refuseFailure();
    }
    EncoderRun ran = EncoderRun.of(ffmpeg, task, strategy.command(video));
    ran.refuseFailure();
    if (task.attempt().trims() && ran.frames() == 0) {
      throw new StageException(
          ErrorCode.INVALID_INPUT,
          "The video shows no frame in the requested time; choose a later start or a longer"
              + " duration.");
    }
    strategy.complete(task.output(), task.attempt(), ran.frames());
    return ran;
  }

  /** Encodes an output of several files. */
  Encoding encode(EncodeTask task, PackageStrategy strategy)
      throws IOException, InterruptedException {
    VideoTask video = beginning(task);
    List<String> words =
        strategy instanceof Storyboard board && hasDenseKeyFrames(task)
            ? board.commandOfKeyFrames(video)
            : strategy.command(video);
    EncoderRun ran = EncoderRun.of(ffmpeg, task, words);
    ran.refuseFailure();
    PackageFiles.complete(task.output(), task.attempt(), ran.frames());
    return ran.encoding(damage(ran), video.samples());
  }

  /** Whether a key frame is near each picture of a storyboard: then nothing else is decoded. */
  private boolean hasDenseKeyFrames(EncodeTask task) throws IOException, InterruptedException {
    Sprites sprites = Objects.requireNonNull(task.attempt().settings().sprites(), "its pictures");
    return SourceFrames.read(ffmpeg, task.run(), guard, task.probe(), task.source())
        .filter(frames -> frames.widestKeyGap() <= sprites.intervalSec())
        .isPresent();
  }

  /** Keeps the original container if a new one does not make the video smaller. */
  Encoding copy(EncodeTask task, Original original) throws IOException, InterruptedException {
    VideoTask video = task(task);
    EncoderRun ran = EncoderRun.of(ffmpeg, task, original.command(video));
    boolean smaller =
        ran.result().exitCode() == 0 && Files.size(task.output()) < video.sourceBytes();
    if (!smaller && !cleanInPlace(task)) {
      ran.refuseFailure();
    }
    return ran.encoding(SourceDamage.ofVideo(ran.result(), ran.frames()), video.samples());
  }

  private static boolean cleanInPlace(EncodeTask task) throws IOException {
    Path clean = task.output().resolveSibling("clean");
    if (task.attempt().expectation().sound() == (task.probe().audio() != null)
        && OriginalVideo.clean(task.source(), task.probe(), clean, task.run()::throwIfStopped)) {
      Files.move(clean, task.output(), StandardCopyOption.REPLACE_EXISTING);
      return true;
    }
    Files.deleteIfExists(clean);
    return false;
  }

  /**
   * Warnings about the missing parts of a video. Frames before the start of an excerpt, which
   * cannot be decoded without their own key frame, are not missing.
   */
  private static List<String> damage(EncoderRun ran) {
    FfmpegDiagnostics said = ran.result().diagnostics();
    return ran.attempt().trims() && said.ofInput() <= said.missingReferences()
        ? List.of()
        : SourceDamage.ofVideo(ran.result(), ran.frames());
  }

  /** The samples of an output. They stay in the directory of the run, and vanish with it. */
  static Samples samples(EncodeTask task, Path output) {
    return Samples.of(
        task.attempt().expectation().duration(),
        task.run().directory().resolve(output.getFileName() + "-" + Samples.NAME));
  }

  private VideoTask task(EncodeTask task) throws IOException {
    return task(task, guard, threads, task.output());
  }

  /** The encode of a video whose frames go to another file. */
  static VideoTask task(EncodeTask task, InputGuard guard, int threads, Path output)
      throws IOException {
    List<String> opening = guard.options(Container.of(task.probe()));
    return task(task, opening, threads, output, Files.size(task.source()));
  }

  private static VideoTask task(
      EncodeTask task, List<String> opening, int threads, Path output, long sourceBytes) {
    return new VideoTask(
        task.probe(),
        task.attempt(),
        opening,
        task.source(),
        sourceBytes,
        output,
        samples(task, output),
        threads,
        null,
        null);
  }
}
