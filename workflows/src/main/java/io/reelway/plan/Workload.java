package io.reelway.plan;

/** How much a stage asks of its host, so that a thumbnail never waits behind a long encode. */
public enum Workload {
  /** Done in seconds: probes and images. */
  LIGHT,
  /** Keeps every core busy for minutes or hours: video encodes. */
  HEAVY
}
