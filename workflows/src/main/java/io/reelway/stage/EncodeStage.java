package io.reelway.stage;

import io.reelway.job.AcceptedJob;
import io.reelway.job.Output;
import io.reelway.media.Probe;
import io.reelway.plan.Attempt;
import io.reelway.plan.MediaType;
import io.reelway.plan.StrategyId;
import io.temporal.activity.ActivityInterface;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes one rendition on the scratch disk of whichever host takes it. */
@ActivityInterface
public interface EncodeStage {
  /**
   * Failure type that says the attempt can be made, but is not smaller than the source. Not a code
   * that clients see.
   */
  String NOT_SMALLER = "NOT_SMALLER";

  /**
   * Encodes and verifies.
   *
   * <p>Fails for good with {@link #NOT_SMALLER} unless {@link
   * io.reelway.plan.Expectation#mayGrow()}; for good with {@code ENCODE_FAILED} when this attempt
   * cannot be made of this source and with {@code ENCODE_TIMEOUT} past {@link Attempt#timeLimit()};
   * with {@code UNAVAILABLE} while the store cannot be read or scratch space is short. Heartbeats
   * carry {@link io.reelway.job.Progress}.
   */
  Encoded encode(EncodeRequest request);

  /** One attempt of one job. */
  record EncodeRequest(AcceptedJob job, Probe probe, String rendition, Attempt attempt) {}

  /**
   * A verified file that lies on one host and waits to be uploaded from there, unless it is a small
   * image that has been uploaded at once.
   *
   * @param taskQueue the queue that only this host serves
   * @param scratchId name of the scratch directory that holds it on that host
   * @param bytes its size
   * @param sha256 lower-case hexadecimal SHA-256 of its bytes
   * @param width width in pixels as displayed, measured
   * @param height height in pixels as displayed, measured
   * @param duration its length, measured; {@code null} for a still image
   * @param encodeTime wall time of the encoder
   * @param warnings sentences for the client
   * @param output where it lies in the store; {@code null} while it lies on the host
   */
  record Encoded(
      String taskQueue,
      String scratchId,
      StrategyId strategy,
      MediaType mediaType,
      long bytes,
      String sha256,
      int width,
      int height,
      @Nullable Duration duration,
      Duration encodeTime,
      List<String> warnings,
      @Nullable Output output) {
    public Encoded {
      warnings = List.copyOf(warnings);
    }

    /** The same after its upload. */
    public Encoded uploaded(Output output) {
      return new Encoded(
          taskQueue,
          scratchId,
          strategy,
          mediaType,
          bytes,
          sha256,
          width,
          height,
          duration,
          encodeTime,
          warnings,
          output);
    }
  }
}
