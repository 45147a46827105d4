package io.reelway.stage;

import io.reelway.job.AcceptedJob;
import io.reelway.media.Probe;
import io.temporal.activity.ActivityInterface;

/** Measures the source without deciding anything. */
@ActivityInterface
public interface ProbeStage {
  /**
   * Measures the source of a job.
   *
   * <p>Fails for good with {@code UNSUPPORTED_TYPE}, {@code INVALID_INPUT} (a limit is exceeded) or
   * {@code PROBE_FAILED}; with {@code UNAVAILABLE} while the store cannot be read.
   */
  Probe probe(AcceptedJob job);
}
