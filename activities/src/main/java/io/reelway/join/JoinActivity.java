package io.reelway.join;

import io.reelway.encode.EncodedFiles;
import io.reelway.encode.RenditionEncoder;
import io.reelway.failure.Heartbeat;
import io.reelway.failure.StageException;
import io.reelway.failure.TimeLimitException;
import io.reelway.ffmpeg.Ffmpeg;
import io.reelway.job.ErrorCode;
import io.reelway.job.Progress;
import io.reelway.scratch.Scratch;
import io.reelway.stage.EncodeStage.EncodeRequest;
import io.reelway.stage.EncodeStage.Encoded;
import io.reelway.stage.JoinStage;
import io.reelway.stage.PartStage.EncodedPart;
import io.reelway.store.Store;
import io.reelway.strategy.Strategies;
import io.reelway.verify.Measured;
import io.reelway.verify.OutputCheck;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** {@link JoinStage} on this host. */
public final class JoinActivity implements JoinStage {
  private final Joiner joiner;
  private final Scratch scratch;
  private final EncodedFiles encoded;
  private final String hostTaskQueue;

  /**
   * @param hostTaskQueue the queue that only this process serves
   */
  public JoinActivity(
      Store store,
      Ffmpeg ffmpeg,
      Strategies strategies,
      OutputCheck check,
      Scratch scratch,
      EncodedFiles encoded,
      String hostTaskQueue) {
    this.joiner = new Joiner(store, ffmpeg, strategies, check);
    this.scratch = scratch;
    this.encoded = encoded;
    this.hostTaskQueue = hostTaskQueue;
  }

  @Override
  public Encoded join(JoinRequest request) {
    return Heartbeat.during(
        Progress.NONE.ofRendition(request.rendition()),
        heartbeat ->
            join(request, progress -> heartbeat.report(progress.ofRendition(request.rendition()))));
  }

  private Encoded join(JoinRequest request, Consumer<Progress> progress)
      throws IOException, InterruptedException {
    EncodeRequest identity = identity(request);
    Optional<Encoded> earlier = encoded.find(identity);
    if (earlier.isPresent()) {
      return earlier.get();
    }
    Scratch.Directory kept = encoded.create(request.job().id());
    boolean done = false;
    try (Scratch.Directory directory = scratch.directory("work")) {
      Path output = kept.path().resolve(EncodedFiles.OUTPUT);
      Measured measured = joined(request, directory.path(), output, progress);
      RenditionEncoder.refuseGrowth(identity, measured.bytes());
      Encoded result =
          new Encoded(
              hostTaskQueue,
              kept.id(),
              request.attempt().strategy(),
              List.of(measured.file(EncodedFiles.OUTPUT, request.attempt().mediaType())),
              measured.facts(encodeTime(request), null),
              measured.warnings(),
              null);
      encoded.keep(kept, identity, result);
      done = true;
      return result;
    } finally {
      if (!done) {
        kept.close();
      }
    }
  }

  private Measured joined(
      JoinRequest request, Path directory, Path output, Consumer<Progress> progress)
      throws IOException, InterruptedException {
    try {
      return joiner.join(request, directory, output, progress);
    } catch (TimeLimitException slow) {
      throw new StageException(ErrorCode.ENCODE_TIMEOUT, ErrorCode.ENCODE_TIMEOUT.sentence(), slow);
    }
  }

  /** A joined video takes the place of one that was encoded whole. */
  private static EncodeRequest identity(JoinRequest request) {
    return new EncodeRequest(
        request.job(), request.probe(), request.rendition(), request.attempt(), List.of());
  }

  /** The time that the encoders of all parts took together. */
  private static Duration encodeTime(JoinRequest request) {
    return Stream.concat(request.segments().stream(), Stream.ofNullable(request.sound()))
        .map(EncodedPart::encodeTime)
        .reduce(Duration.ZERO, Duration::plus);
  }
}
