package io.reelway.ffmpeg;

import java.time.Instant;

/** Called for every program that has ended, in the thread that waited for it. */
@FunctionalInterface
public interface ToolListener {
  /** Ignores all programs. */
  ToolListener DEAF = (program, outcome, start) -> {};

  /**
   * A program has ended, just now.
   *
   * @param program {@code ffmpeg} or {@code ffprobe}
   * @param start when it was started
   */
  void ended(String program, Outcome outcome, Instant start);

  /** How a program ends. */
  enum Outcome {
    /** With exit code 0. */
    OK,
    /** With another one. */
    FAILED,
    /** Killed by its deadline. */
    TIMEOUT,
    /** Killed from outside: by the kernel because memory ran out, or by a person. */
    KILLED,
    /** Killed because its stage was cancelled, or is another worker's now. */
    STOPPED
  }
}
