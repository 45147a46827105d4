package io.reelway.stage;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.reelway.job.AcceptedJob;
import io.reelway.job.Artifact;
import io.reelway.job.ArtifactFacts;
import io.reelway.media.Probe;
import io.reelway.plan.Attempt;
import io.reelway.plan.MediaType;
import io.reelway.plan.StrategyId;
import io.temporal.activity.ActivityInterface;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes one rendition on the scratch disk of the host that takes the task. */
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

  /**
   * One attempt of one job.
   *
   * @param rendition name of the rendition that is made
   * @param others names of the other renditions of the job that still need the source
   */
  record EncodeRequest(
      AcceptedJob job, Probe probe, String rendition, Attempt attempt, List<String> others) {
    public EncodeRequest {
      others = List.copyOf(others);
    }

    /**
     * What all requests for the same output have in common. The other renditions do not change the
     * output, and some of them may have ended when the request is repeated.
     */
    public EncodeRequest identity() {
      return new EncodeRequest(job, probe, rendition, attempt, List.of());
    }
  }

  /**
   * A verified rendition on one host, ready for upload; a small image may already be in the store.
   *
   * @param taskQueue the queue that only this host serves
   * @param scratchId name of the scratch directory that holds its files on that host
   * @param strategy the strategy that made it
   * @param files its files, at least one; the first is the one that a client opens
   * @param facts its measured facts
   * @param warnings sentences for the client
   * @param artifact its location in the store; {@code null} while it is on the host
   */
  record Encoded(
      String taskQueue,
      String scratchId,
      StrategyId strategy,
      List<EncodedFile> files,
      ArtifactFacts facts,
      List<String> warnings,
      @Nullable Artifact artifact) {
    public Encoded {
      files = List.copyOf(files);
      warnings = List.copyOf(warnings);
      if (files.isEmpty()) {
        throw new IllegalArgumentException("An encode has made at least one file");
      }
    }

    /** Total bytes of its files. */
    public long bytes() {
      return files.stream().mapToLong(EncodedFile::bytes).sum();
    }

    /** Returns a copy that is in the store. */
    public Encoded uploaded(Artifact stored) {
      return new Encoded(taskQueue, scratchId, strategy, files, facts, warnings, stored);
    }
  }

  /**
   * One file on the host that made it.
   *
   * @param name its name within the scratch directory
   * @param mediaType its media type
   * @param bytes its size in bytes
   * @param sha256 lower-case hexadecimal SHA-256 of its bytes
   * @param path its path within an output of several files, by which they name each other, e.g.
   *     {@code 720p.m3u8}; {@code null} in an output of one file
   */
  record EncodedFile(
      String name,
      MediaType mediaType,
      long bytes,
      String sha256,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String path) {
    /** The file of an output of one file. */
    public EncodedFile(String name, MediaType mediaType, long bytes, String sha256) {
      this(name, mediaType, bytes, sha256, null);
    }
  }
}
