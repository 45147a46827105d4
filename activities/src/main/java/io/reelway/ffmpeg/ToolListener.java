package io.reelway.ffmpeg;

import java.time.Instant;

/** Called for every program that has ended, in the thread that waited for it. */
@FunctionalInterface
public interface ToolListener {
  /** A listener that ignores all events. */
  ToolListener DEAF = (program, outcome, start) -> {};

  /**
   * Called right after a program has ended.
   *
   * @param program {@code ffmpeg} or {@code ffprobe}
   * @param start when the program was started
   */
  void ended(String program, Outcome outcome, Instant start);

  /** How a program ends. */
  enum Outcome {
    /** It ended with exit code 0. */
    OK,
    /** It ended with another exit code. */
    FAILED,
    /** Its deadline killed it. */
    TIMEOUT,
    /** It was killed from outside: by the kernel because memory ran out, or by a person. */
    KILLED,
    /** It was killed because its stage was cancelled or now belongs to another worker. */
    STOPPED
  }
}
