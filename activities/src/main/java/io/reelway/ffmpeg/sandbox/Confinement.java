package io.reelway.ffmpeg.sandbox;

import java.io.IOException;
import java.util.List;

/** A way to isolate processes from the rest of the machine. Thread-safe. */
public interface Confinement {
  /**
   * Prepares the confinement of one process.
   *
   * @throws IOException when the process cannot get its folders
   */
  Confined confine(FileAccess files) throws IOException;

  /** The protections in force and the missing ones. */
  SandboxReport report();

  /**
   * The confinement of one process.
   *
   * @param limits options of prlimit
   * @param before words before all others; their program replaces itself with the next one
   * @param after words directly before the program
   * @param end action after the end of the process
   */
  record Confined(List<String> limits, List<String> before, List<String> after, End end) {
    static final End NOTHING = () -> {};

    public Confined {
      limits = List.copyOf(limits);
      before = List.copyOf(before);
      after = List.copyOf(after);
    }
  }

  /** Takes back what the process was given. */
  @FunctionalInterface
  interface End {
    void run() throws IOException;
  }
}
