package io.reelway.api.roles;

/** The role of a process. */
public enum Role {
  /** Answers clients. */
  API,
  /** Works on media. */
  WORKER
}
