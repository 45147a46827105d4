package io.reelway.api.engine;

/** Which workflow engine is used. */
public enum EngineChoice {
  /** The first of the others that is available, in this order. */
  AUTO,
  /** A Temporal cluster or Temporal Cloud at {@code TEMPORAL_ADDRESS}. */
  REMOTE,
  /** The {@code temporal} program, run beside this process with a database file. */
  DEV_SERVER,
  /** Temporal's test server in this process; the catalog keeps the jobs over a restart. */
  IN_MEMORY
}
