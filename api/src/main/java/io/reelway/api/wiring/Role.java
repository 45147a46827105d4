package io.reelway.api.wiring;

/** What a process does. */
public enum Role {
  /** Answers clients. */
  API,
  /** Does the work of jobs. */
  WORKER
}
