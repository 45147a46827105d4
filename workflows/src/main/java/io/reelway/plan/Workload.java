package io.reelway.plan;

import io.reelway.media.MediaKind;
import io.reelway.media.Probe;

/** The load of a stage on its host, so that a thumbnail never waits behind a long encode. */
public enum Workload {
  /** Done in seconds: probes and most images. */
  LIGHT,
  /** Uses cores for minutes or hours: videos, long animations, very large images. */
  HEAVY;

  /** Maximum pixels of all frames of a light image: 3 s to 10 s of encoding (decision 0071). */
  private static final long LIGHT_PIXELS = 64_000_000;

  /**
   * The workload of the encodes of a source, by pixels, because bytes say little about the work.
   */
  public static Workload of(Probe probe) {
    return probe.kind() == MediaKind.VIDEO || probe.pixels() > LIGHT_PIXELS ? HEAVY : LIGHT;
  }
}
