package io.reelway.encode;

import io.reelway.failure.StageException;
import io.reelway.failure.TimeLimit;
import io.reelway.failure.TimeLimitException;
import io.reelway.ffmpeg.EncodeProgress;
import io.reelway.ffmpeg.Ffmpeg;
import io.reelway.ffmpeg.FfmpegDiagnostics;
import io.reelway.ffmpeg.ToolRun;
import io.reelway.job.ErrorCode;
import io.reelway.job.Progress;
import io.reelway.plan.Attempt;
import io.reelway.plan.Segment;
import io.reelway.scratch.Scratch;
import io.reelway.source.Container;
import io.reelway.source.InputGuard;
import io.reelway.source.LocalSource;
import io.reelway.source.SourceCache;
import io.reelway.stage.PartStage.EncodedPart;
import io.reelway.stage.PartStage.PartRequest;
import io.reelway.store.Location;
import io.reelway.store.Sha256;
import io.reelway.strategy.Samples;
import io.reelway.strategy.Strategies;
import io.reelway.strategy.VideoStrategy;
import io.reelway.strategy.VideoTask;
import io.reelway.verify.CodedTrack;
import io.reelway.verify.PartCheck;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Encodes one part of a divided video with one thread, checks it, and stores it. */
final class PartEncoder {
  private final SourceCache sources;
  private final Ffmpeg ffmpeg;
  private final InputGuard guard;
  private final Strategies strategies;
  private final Scratch scratch;
  private final StoredParts parts;
  private final PartCheck check;

  PartEncoder(
      SourceCache sources,
      Ffmpeg ffmpeg,
      InputGuard guard,
      Strategies strategies,
      Scratch scratch,
      StoredParts parts) {
    this.sources = sources;
    this.ffmpeg = ffmpeg;
    this.guard = guard;
    this.strategies = strategies;
    this.scratch = scratch;
    this.parts = parts;
    this.check = new PartCheck(ffmpeg);
  }

  /**
   * Encodes a part, or finds the one of an earlier attempt.
   *
   * @param progress receives the progress of the part
   * @throws ApplicationFailure with {@code NOT_AS_PLANNED} when the source cannot be cut exactly,
   *     or is damaged: then only a whole encode can tell how much of it is left
   */
  EncodedPart encode(PartRequest request, Consumer<Progress> progress)
      throws IOException, InterruptedException {
    Optional<EncodedPart> earlier = parts.find(request);
    if (earlier.isPresent()) {
      return earlier.get();
    }
    // A source that is gone is none for a whole encode, either. So that failure stays what it is.
    try (LocalSource source = open(request)) {
      return encode(request, source.file(), progress);
    }
  }

  private EncodedPart encode(PartRequest request, Path source, Consumer<Progress> progress)
      throws IOException, InterruptedException {
    Attempt attempt = request.attempt();
    try (Scratch.Directory directory = scratch.directory("work");
        ToolRun run = ffmpeg.in(directory.path(), attempt.timeLimit())) {
      return TimeLimit.within(attempt.timeLimit(), () -> make(request, run, source, progress));
    } catch (TimeLimitException slow) {
      throw new StageException(ErrorCode.ENCODE_TIMEOUT, ErrorCode.ENCODE_TIMEOUT.sentence(), slow);
    } catch (StageException broken) {
      throw PartCheck.notAsPlanned("the source: " + broken.getMessage());
    }
  }

  /** The source, of which a segment may need only some bytes. */
  private LocalSource open(PartRequest request) throws IOException, InterruptedException {
    Segment segment = request.segment();
    return segment == null || segment.bytes() == null
        ? sources.open(request.job(), share -> {})
        : sources.open(request.job(), segment.bytes());
  }

  private EncodedPart make(
      PartRequest request, ToolRun run, Path source, Consumer<Progress> progress)
      throws IOException, InterruptedException {
    VideoStrategy strategy = strategy(request.attempt());
    Path output = run.directory().resolve("part");
    VideoTask task = task(request, source, output);
    Segment segment = request.segment();
    List<String> words = segment == null ? strategy.soundCommand(task) : strategy.command(task);
    EncodeProgress done =
        segment == null
            ? new EncodeProgress(request.attempt().expectation().duration(), null)
            : EncodeProgress.of(segment);
    EncoderRun ran =
        EncoderRun.of(ffmpeg, run, request.probe(), request.attempt(), words, done, progress);
    ran.refuseFailure();
    if (segment != null && isDamaged(ran, segment)) {
      throw PartCheck.notAsPlanned("damaged, " + ran.result().errors());
    }
    CodedTrack track = check(request, strategy, run.directory(), task);
    EncodedPart part = describe(request, ran, output, track);
    parts.put(request, output, part);
    return part;
  }

  /**
   * Whether frames of the segment are damaged. Messages about frames before it, which cannot be
   * decoded without their own key frame, do not count.
   */
  private static boolean isDamaged(EncoderRun ran, Segment segment) {
    FfmpegDiagnostics said = ran.result().diagnostics();
    return said.ofInput() > (segment.seek() == null ? 0 : said.missingReferences());
  }

  private VideoStrategy strategy(Attempt attempt) {
    if (strategies.find(attempt.strategy()).orElse(null) instanceof VideoStrategy video) {
      MissingEncoders.refuse(ffmpeg, video, attempt);
      return video;
    }
    throw PartCheck.notAsPlanned("unknown strategy " + attempt.strategy());
  }

  private VideoTask task(PartRequest request, Path source, Path output) throws IOException {
    Path stored = output.resolveSibling(Samples.NAME);
    Segment segment = request.segment();
    return new VideoTask(
        request.probe(),
        request.attempt(),
        guard.options(Container.of(request.probe())),
        source,
        Files.size(source),
        output,
        segment == null
            ? Samples.of(request.attempt().expectation().duration(), stored)
            : Samples.of(segment, stored),
        1,
        segment,
        request.origin());
  }

  private CodedTrack check(
      PartRequest request, VideoStrategy strategy, Path directory, VideoTask task)
      throws IOException, InterruptedException {
    Path output = task.output();
    Segment segment = request.segment();
    return segment == null
        ? check.sound(directory, output, request.attempt())
        : check.segment(
            directory,
            output,
            strategy.segmentDemuxer(),
            request.attempt(),
            segment,
            task.samples());
  }

  private static EncodedPart describe(
      PartRequest request, EncoderRun ran, Path output, CodedTrack track) throws IOException {
    String sha256 = Sha256.hex(output);
    Location location = StoredParts.location(request, sha256);
    @Nullable Segment segment = request.segment();
    return new EncodedPart(
        location.key(),
        Files.size(output),
        track.payload(),
        sha256,
        segment == null ? 0 : segment.frames(),
        segment == null ? 0 : track.start(),
        track.configuration(),
        ran.result().wall());
  }
}
