package io.reelway.ffmpeg;

/** Whether ffmpeg is kept apart from the rest of the machine. */
public enum Sandbox {
  /** As far as this system allows it; the banner and the readiness say how far. */
  AUTO,
  /** Not at all; limits stay. */
  OFF,
  /** By the strong form, or Reelway does not start. */
  REQUIRED
}
