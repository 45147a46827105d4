package io.reelway.api.wiring;

import io.reelway.scratch.Scratch;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/** Deletes the scratch of workers that died while this one lives on. */
final class ScratchSweep {
  private static final Logger LOG = LoggerFactory.getLogger(ScratchSweep.class);

  private final Scratch scratch;

  ScratchSweep(Scratch scratch) {
    this.scratch = scratch;
  }

  @Scheduled(initialDelayString = "PT30S", fixedDelayString = "PT30S")
  void sweep() {
    try {
      scratch.sweep();
    } catch (IOException failed) {
      LOG.warn("Scratch of dead workers cannot be swept, reason={}", failed.getMessage());
    }
  }
}
