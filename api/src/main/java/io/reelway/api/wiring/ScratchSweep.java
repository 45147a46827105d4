package io.reelway.api.wiring;

import io.reelway.encode.EncodedFiles;
import io.reelway.scratch.Scratch;
import io.reelway.store.JobRecords;
import java.io.IOException;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Deletes the scratch of workers that died while this one lives on, and of jobs that have ended.
 */
final class ScratchSweep {
  private static final Logger LOG = LoggerFactory.getLogger(ScratchSweep.class);

  private final Scratch scratch;
  private final EncodedFiles encoded;
  private final JobRecords records;
  private final Clock clock;

  ScratchSweep(Scratch scratch, JobRecords records, Clock clock) {
    this.scratch = scratch;
    this.encoded = new EncodedFiles(scratch);
    this.records = records;
    this.clock = clock;
  }

  @Scheduled(
      initialDelayString = "${reelway.worker.sweep}",
      fixedDelayString = "${reelway.worker.sweep}")
  void sweep() {
    try {
      scratch.sweep();
      encoded.sweep(records, clock.instant());
    } catch (IOException failed) {
      LOG.info("Scratch is swept later, reason={}", failed.getMessage());
    }
  }
}
