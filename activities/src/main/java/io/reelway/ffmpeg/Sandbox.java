package io.reelway.ffmpeg;

/** Whether ffmpeg is cut off from the network and stripped of privileges. */
public enum Sandbox {
  /** As far as the system lets a process do that; what is missing is said in the log. */
  AUTO,
  /** Not at all. */
  OFF,
  /** Wholly, or Reelway does not start. */
  REQUIRED
}
