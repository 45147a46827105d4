package io.reelway.api.roles;

/** What a process does. */
public enum Role {
  /** Answers clients. */
  API,
  /** Does the work of jobs. */
  WORKER
}
