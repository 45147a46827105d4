package io.reelway.encode;

import io.reelway.encode.Encoder.Encoding;
import io.reelway.encode.InFlightEncodes.Running;
import io.reelway.failure.CannotFitException;
import io.reelway.failure.Heartbeat;
import io.reelway.ffmpeg.ToolRun;
import io.reelway.job.Artifact;
import io.reelway.job.Progress;
import io.reelway.plan.Expectation;
import io.reelway.plan.ExpectedPicture.Shape;
import io.reelway.plan.Workload;
import io.reelway.scratch.Scratch;
import io.reelway.source.LocalSource;
import io.reelway.source.SourceCache;
import io.reelway.spec.JobOptions;
import io.reelway.stage.EncodeStage;
import io.reelway.stage.EncodeStage.EncodeRequest;
import io.reelway.stage.EncodeStage.Encoded;
import io.reelway.upload.Uploader;
import io.reelway.verify.Measured;
import io.reelway.verify.OutputCheck;
import io.temporal.failure.ApplicationErrorCategory;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Encodes renditions on this host, one attempt after the other. An output stays in scratch until it
 * is uploaded.
 */
public final class RenditionEncoder {
  private static final Logger LOG = LoggerFactory.getLogger(RenditionEncoder.class);

  /** Larger files take longer to store than a separate upload stage costs. */
  private static final long SMALL = 1024 * 1024;

  private static final String GREW =
      "The output is larger than the file: no strategy made it smaller, and it had to be "
          + "converted to a format that every browser shows.";

  private static final String GREW_AS_ASKED =
      "The output is larger than the file: what was asked for could not be made smaller.";

  private final SourceCache sources;
  private final Encoder encoder;
  private final OutputCheck check;
  private final Scratch scratch;
  private final EncodedFiles encoded;
  private final InFlightEncodes running;
  private final Uploader uploader;
  private final String hostTaskQueue;

  /**
   * @param hostTaskQueue the queue that only this process serves
   */
  public RenditionEncoder(
      SourceCache sources,
      Encoder encoder,
      OutputCheck check,
      Scratch scratch,
      EncodedFiles encoded,
      InFlightEncodes running,
      Uploader uploader,
      String hostTaskQueue) {
    this.sources = sources;
    this.encoder = encoder;
    this.check = check;
    this.scratch = scratch;
    this.encoded = encoded;
    this.running = running;
    this.uploader = uploader;
    this.hostTaskQueue = hostTaskQueue;
  }

  /**
   * Makes the output of a request, or finds the one of an earlier attempt on this host.
   *
   * <p>Fails as {@link EncodeStage#encode} does.
   *
   * @param shown converts the progress of the encode to what heartbeats carry
   */
  Encoded encode(EncodeRequest request, Heartbeat heartbeat, UnaryOperator<Progress> shown)
      throws IOException, InterruptedException {
    return running.once(
        request,
        begun(request),
        heartbeat,
        mine ->
            handOver(
                request,
                findOrMake(request, mine, progress -> heartbeat.report(shown.apply(progress)))));
  }

  /** The progress of an encode that begins on this host. */
  Progress begun(EncodeRequest request) {
    return mine(Progress.NONE, request);
  }

  /**
   * A small image goes into the store at once; if that fails, the upload stage stores it. A video
   * always stays on this host: if the engine is down when the encode ends, a later attempt must
   * find it here.
   */
  private Encoded handOver(EncodeRequest request, Encoded made) {
    if (made.bytes() > SMALL || request.attempt().workload() == Workload.HEAVY) {
      return made;
    }
    try {
      Artifact stored = uploader.upload(request.job(), request.rendition(), made, progress -> {});
      sources.release(request.job(), request.rendition(), request.others());
      return made.uploaded(stored);
    } catch (IOException later) {
      LOG.info("The output is uploaded later, reason={}", later.getMessage());
      return made;
    }
  }

  private Encoded findOrMake(EncodeRequest request, Running mine, Consumer<Progress> shown)
      throws IOException, InterruptedException {
    Optional<Encoded> earlier = encoded.find(request);
    if (earlier.isPresent()) {
      return earlier.get();
    }
    return make(
        request,
        new AttemptProgress(
            request.attempt(),
            progress -> {
              mine.report(mine(progress, request));
              shown.accept(mine(progress, request));
            }));
  }

  /** The progress of that rendition on this host. */
  private Progress mine(Progress progress, EncodeRequest request) {
    return progress.at(hostTaskQueue).ofRendition(request.rendition());
  }

  private Encoded make(EncodeRequest request, AttemptProgress progress)
      throws IOException, InterruptedException {
    Scratch.Directory kept = encoded.create(request.job().id());
    boolean done = false;
    try (Scratch.Directory attempt = scratch.directory("work");
        LocalSource source = sources.open(request.job(), progress.bringing());
        ToolRun run = encoder.newRun(attempt.path(), request.attempt())) {
      Path output = kept.path().resolve(EncodedFiles.OUTPUT);
      long start = System.nanoTime();
      Encoding encoding =
          encoder.encode(
              run,
              request.probe(),
              request.attempt(),
              source.file(),
              output,
              stoppedByGrowth(request, output, progress.encoding()));
      Duration encodeTime = Duration.ofNanos(System.nanoTime() - start);
      refuseGrowth(request, Files.size(output));
      Measured measured =
          check.measure(
              attempt.path(),
              output,
              encoding.attempt(),
              encoding.frames(),
              encoding.comparison(),
              progress.verifying());
      Encoded result =
          new Encoded(
              hostTaskQueue,
              kept.id(),
              encoding.attempt().strategy(),
              PackageFiles.of(output, encoding.attempt(), measured),
              measured.facts(encodeTime, encoding.quality()),
              warnings(request, encoding, measured),
              null);
      encoded.keep(kept, request, result);
      done = true;
      return result;
    } finally {
      if (!done) {
        kept.close();
      }
    }
  }

  /**
   * Ends the encode of a video as soon as what is written shows that the output is too large. A
   * search for a number of bytes decides itself when an encode is too large, and then tries less.
   * Of several formats, one that is too large does not stop the others.
   */
  private static Consumer<Progress> stoppedByGrowth(
      EncodeRequest request, Path output, Consumer<Progress> next) {
    Expectation expectation = request.attempt().expectation();
    boolean only =
        request.attempt().rivals().isEmpty()
            && Encoder.searched(expectation, request.job().source().bytes()) == null;
    if (expectation.copied() || !only || !expectation.shows(Shape.VIDEO)) {
      return next;
    }
    return progress -> {
      refuseGrowth(request, output.toFile().length());
      next.accept(progress);
    };
  }

  /**
   * Checks the size of an output against the plan.
   *
   * @throws ApplicationFailure with {@link EncodeStage#NOT_SMALLER}
   */
  public static void refuseGrowth(EncodeRequest request, long bytes) {
    Expectation expectation = request.attempt().expectation();
    Long maxBytes = expectation.maxBytes();
    if (expectation.copied() && maxBytes != null && bytes > maxBytes) {
      throw new CannotFitException(maxBytes, bytes);
    }
    if (!expectation.size().accepts(bytes, request.job().source().bytes())) {
      throw ApplicationFailure.newBuilder()
          .setMessage("The output is not smaller than the source.")
          .setType(EncodeStage.NOT_SMALLER)
          .setNonRetryable(true)
          .setCategory(ApplicationErrorCategory.BENIGN)
          .build();
    }
  }

  private static List<String> warnings(
      EncodeRequest request, Encoding encoding, Measured measured) {
    List<String> warnings = new ArrayList<>(encoding.warnings());
    warnings.addAll(measured.warnings());
    if (measured.bytes() > request.job().source().bytes()) {
      warnings.add(request.job().request().asked().equals(JobOptions.NONE) ? GREW : GREW_AS_ASKED);
    }
    return warnings;
  }
}
