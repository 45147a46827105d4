package io.reelway.ffmpeg;

/** Whether and how ffmpeg is isolated from the rest of the machine. */
public enum Sandbox {
  /** As far as this system allows. The banner and the readiness report how far. */
  AUTO,
  /** No isolation. Resource limits stay. */
  OFF,
  /** With the strong form only; without it Reelway does not start. */
  REQUIRED
}
