package io.reelway.api.workers;

import io.reelway.api.engine.EngineUnavailableException;
import io.reelway.api.engine.JobEngine;
import io.reelway.encode.EncodedFiles;
import io.reelway.encode.StoredParts;
import io.reelway.scratch.JobStatus.Answer;
import io.reelway.scratch.Scratch;
import io.reelway.source.SourceCache;
import java.io.IOException;
import java.time.Clock;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/** Deletes the scratch files of dead workers and of ended jobs. */
final class ScratchSweep {
  private static final Logger LOG = LoggerFactory.getLogger(ScratchSweep.class);

  private final Scratch scratch;
  private final EncodedFiles encoded;
  private final SourceCache sources;
  private final StoredParts parts;
  private final JobEngine engine;
  private final Clock clock;

  ScratchSweep(
      Scratch scratch, SourceCache sources, StoredParts parts, JobEngine engine, Clock clock) {
    this.scratch = scratch;
    this.sources = sources;
    this.parts = parts;
    this.encoded = new EncodedFiles(scratch);
    this.engine = engine;
    this.clock = clock;
  }

  @Scheduled(
      initialDelayString = "${reelway.worker.sweep}",
      fixedDelayString = "${reelway.worker.sweep}")
  void sweep() {
    unlessItFails(scratch::sweep);
    unlessItFails(() -> encoded.sweep(this::status, clock.instant()));
    unlessItFails(() -> sources.sweep(this::status, clock.instant()));
    unlessItFails(() -> parts.sweep(this::status));
  }

  /** A sweep that needs the engine must not keep the others from making room. */
  private static void unlessItFails(Sweep sweep) {
    try {
      sweep.run();
    } catch (IOException | EngineUnavailableException failed) {
      LOG.info("Scratch is swept later, reason={}", failed.getMessage());
    }
  }

  @FunctionalInterface
  private interface Sweep {
    void run() throws IOException;
  }

  private Answer status(String jobId) {
    return switch (Objects.requireNonNull(engine.status(jobId).block())) {
      case RUNNING -> Answer.RUNNING;
      case CLOSED -> Answer.ENDED;
      case UNKNOWN -> Answer.UNKNOWN;
    };
  }
}
