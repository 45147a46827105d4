package io.reelway.plan;

import io.reelway.media.MediaKind;
import io.reelway.media.Probe;

/** How much a stage asks of its host, so that a thumbnail never waits behind a long encode. */
public enum Workload {
  /** Done in seconds: probes and most images. */
  LIGHT,
  /** Keeps cores busy for minutes or hours: videos, long animations, huge images. */
  HEAVY;

  /**
   * Pixels of all pictures of an image, up to which it is light: 3 s to 10 s of encoding (decision
   * 0071).
   */
  private static final long LIGHT_PIXELS = 64_000_000;

  /** What the encodes of a source are. Its pixels count, as its bytes say little about work. */
  public static Workload of(Probe probe) {
    return probe.kind() == MediaKind.VIDEO || probe.pixels() > LIGHT_PIXELS ? HEAVY : LIGHT;
  }
}
