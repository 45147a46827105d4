package io.reelway.probe;

import io.reelway.failure.Heartbeat;
import io.reelway.job.AcceptedJob;
import io.reelway.media.Probe;
import io.reelway.stage.ProbeStage.Early;
import java.io.IOException;
import java.util.Optional;

/** Makes the main rendition of a source right after its probe, where that is worth it. */
@FunctionalInterface
public interface EarlyEncode {
  /** Makes nothing early. */
  EarlyEncode NEVER = (job, probe, heartbeat) -> Optional.empty();

  /**
   * Encodes the source of a job.
   *
   * @return empty when the encode stage should do it
   */
  Optional<Early> encode(AcceptedJob job, Probe probe, Heartbeat heartbeat)
      throws IOException, InterruptedException;
}
