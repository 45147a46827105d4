package io.reelway.encode;

import io.reelway.failure.StageException;
import io.reelway.failure.TimeLimit;
import io.reelway.failure.TimeLimitException;
import io.reelway.ffmpeg.Ffmpeg;
import io.reelway.ffmpeg.ToolRun;
import io.reelway.job.ErrorCode;
import io.reelway.job.Progress;
import io.reelway.media.MediaKind;
import io.reelway.media.Probe;
import io.reelway.plan.Attempt;
import io.reelway.plan.Excerpt;
import io.reelway.plan.Expectation;
import io.reelway.plan.QualityScore;
import io.reelway.plan.QualityTarget;
import io.reelway.source.InputGuard;
import io.reelway.strategy.AudioStrategy;
import io.reelway.strategy.Comparison;
import io.reelway.strategy.ImageStrategy;
import io.reelway.strategy.Original;
import io.reelway.strategy.PackageStrategy;
import io.reelway.strategy.Strategies;
import io.reelway.strategy.Strategy;
import io.reelway.strategy.VideoStrategy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Runs ffmpeg for one attempt. Does not depend on workflows. */
public final class Encoder {
  private final Ffmpeg ffmpeg;
  private final Strategies strategies;
  private final ImageEncoder images;
  private final VideoEncoder videos;
  private final SoundEncoder sounds;

  /**
   * @param guard restricts how ffmpeg opens a source
   * @param threads the maximum number of threads of one encoder, at least 1
   */
  public Encoder(Ffmpeg ffmpeg, InputGuard guard, Strategies strategies, int threads) {
    this.strategies = strategies;
    this.ffmpeg = ffmpeg;
    ImagePreparation preparation = new ImagePreparation(ffmpeg, guard);
    this.images = new ImageEncoder(ffmpeg, guard, preparation, threads);
    this.videos = new VideoEncoder(ffmpeg, guard, preparation, threads);
    this.sounds = new SoundEncoder(ffmpeg, guard);
  }

  /** Creates a run for {@link #encode}. Its owner may stop it from another thread. */
  public ToolRun newRun(Path directory, Attempt attempt) {
    return ffmpeg.in(directory, attempt.timeLimit());
  }

  /**
   * Encodes a file within the attempt's time limit, which includes the preparation. When the time
   * of several encodes is up, an output that one of them has made counts.
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
    long end = System.nanoTime() + Duration.ofMillis(attempt.timeLimit().toMillis()).toNanos();
    BooleanSupplier late = () -> System.nanoTime() - end >= 0;
    EncodeTask task = new EncodeTask(run, probe, attempt, source, output, progress, late);
    Long maxBytes = searched(attempt.expectation(), Files.size(source));
    try {
      return TimeLimit.within(attempt.timeLimit(), () -> compete(task, maxBytes));
    } catch (TimeLimitException slow) {
      throw new StageException(ErrorCode.ENCODE_TIMEOUT, ErrorCode.ENCODE_TIMEOUT.sentence(), slow);
    }
  }

  /**
   * The maximum of bytes that a search has to reach; {@code null} if there is none. A source that
   * fits needs none: an output that is not smaller is refused anyway.
   */
  static @Nullable Long searched(Expectation expectation, long sourceBytes) {
    Long maxBytes = expectation.maxBytes();
    boolean bounded = !expectation.mayGrow() && maxBytes != null && sourceBytes <= maxBytes;
    return expectation.copied() || bounded ? null : maxBytes;
  }

  private Encoding compete(EncodeTask task, @Nullable Long maxBytes)
      throws IOException, InterruptedException {
    return task.attempt().rivals().isEmpty()
        ? reach(task, maxBytes)
        : new FormatCompetition(strategies, one -> reach(one, maxBytes)).hold(task);
  }

  /** Makes an output of a certain quality, within a number of bytes, if they are asked for. */
  private Encoding reach(EncodeTask task, @Nullable Long maxBytes)
      throws IOException, InterruptedException {
    QualityTarget target = task.attempt().expectation().quality();
    if (target == null) {
      return sized(task, maxBytes);
    }
    Strategy strategy = strategies.find(task.attempt().strategy()).orElseThrow(Encoder::unknown);
    QualitySetting setting = QualitySetting.of(strategy);
    if (setting == null) {
      return make(task).scored(target.score(target.metric().perfect()));
    }
    QualityEncode.Work work =
        new TargetedWork(
            this, videos, task, strategy, target, setting, one -> sized(one, maxBytes), this::make);
    return new QualityEncode(
            task.attempt(), target, setting, maxBytes, task.output(), work, task.late())
        .encode(task.progress());
  }

  private Encoding sized(EncodeTask task, @Nullable Long maxBytes)
      throws IOException, InterruptedException {
    return maxBytes == null ? make(task) : fit(task, maxBytes);
  }

  /** An encode may end early, and the next one begins at once, so each has its own run. */
  private Encoding fit(EncodeTask task, long maxBytes) throws IOException, InterruptedException {
    SizedEncode.Work work =
        (derived, report) -> {
          try (ToolRun own = newRun(task.run().directory(), derived)) {
            return make(task.with(own, derived, report));
          }
        };
    // An output with a target for its quality must still be measured.
    boolean ends = task.attempt().expectation().quality() == null;
    BooleanSupplier late = ends ? task.late() : () -> false;
    return new SizedEncode(maxBytes, search(task, maxBytes), task.output(), work, late)
        .encode(task.progress());
  }

  private SizeSearch search(EncodeTask task, long maxBytes)
      throws IOException, InterruptedException {
    Attempt attempt = task.attempt();
    Strategy strategy = strategies.find(attempt.strategy()).orElse(null);
    if (strategy instanceof ImageStrategy image) {
      return images.search(task, image, maxBytes);
    }
    return strategy instanceof VideoStrategy video
        ? videos.search(task, video, maxBytes)
        : new SoundSizeSearch(task.probe(), attempt, maxBytes);
  }

  private Encoding make(EncodeTask task) throws IOException, InterruptedException {
    boolean image = task.probe().kind() == MediaKind.IMAGE;
    Strategy strategy = strategies.find(task.attempt().strategy()).orElseThrow(Encoder::unknown);
    MissingEncoders.refuse(ffmpeg, strategy, task.attempt());
    return switch (strategy) {
      case Original original -> image ? images.copy(task) : videos.copy(task, original);
      case VideoStrategy video ->
          image ? videos.encodeAnimation(task, video) : videos.encode(task, video);
      case ImageStrategy still ->
          image ? images.encode(task, still) : images.encodeFrames(task, still);
      case AudioStrategy audio -> sounds.encode(task, audio);
      case PackageStrategy several -> videos.encode(task, several);
    };
  }

  private static StageException unknown() {
    return new StageException(
        ErrorCode.ENCODE_FAILED, "This worker does not know the strategy that the plan names.");
  }

  /**
   * The result of an encode.
   *
   * @param attempt the attempt of the output: the planned one, or a lossless WebP that is not
   *     larger
   * @param warnings sentences for the client about a damaged source
   * @param frames the number of frames in the output
   * @param comparison what the process wrote for the comparison of the output with its source
   * @param quality its measured quality; {@code null} unless one was asked for
   */
  public record Encoding(
      Attempt attempt,
      List<String> warnings,
      long frames,
      Comparison comparison,
      @Nullable QualityScore quality) {
    Encoding(Attempt attempt, List<String> warnings, long frames, Comparison comparison) {
      this(attempt, warnings, frames, comparison, null);
    }

    Encoding scored(QualityScore measured) {
      return new Encoding(attempt, warnings, frames, comparison, measured);
    }

    /** The same as the output of a part of its source. */
    Encoding of(@Nullable Excerpt part) {
      return new Encoding(attempt.of(part), warnings, frames, comparison, quality);
    }

    /** Moves the output to another file, and with it what it is compared with. */
    Encoding moved(Path output, Path to) throws IOException {
      Files.move(output, to, StandardCopyOption.REPLACE_EXISTING);
      Path place = comparison.file().resolveSibling(to.getFileName() + "-comparison");
      return new Encoding(attempt, warnings, frames, comparison.movedTo(place), quality);
    }

    Encoding warning(String sentence) {
      return warning(List.of(sentence));
    }

    Encoding warning(List<String> sentences) {
      List<String> all = new ArrayList<>(warnings);
      all.addAll(sentences);
      return new Encoding(attempt, all, frames, comparison, quality);
    }

    /** The score; without one, it is below all others. */
    double score() {
      return quality == null ? -1 : quality.score();
    }

    boolean reached() {
      return quality != null && quality.targetReached();
    }
  }
}
