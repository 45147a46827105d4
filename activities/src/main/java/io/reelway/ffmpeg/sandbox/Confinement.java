package io.reelway.ffmpeg.sandbox;

import java.io.IOException;
import java.util.List;

/** One way to keep processes apart from the rest of the machine. Thread-safe. */
public interface Confinement {
  /**
   * What one process is started through.
   *
   * @throws IOException when its folders cannot be handed to it
   */
  Confined confine(FileAccess files) throws IOException;

  /** What holds and what does not. */
  SandboxReport report();

  /**
   * The confinement of one process.
   *
   * @param limits options of prlimit
   * @param before words before all others; the program they name becomes the next
   * @param after words right before the program
   * @param end what to do once the process has ended
   */
  record Confined(List<String> limits, List<String> before, List<String> after, End end) {
    static final End NOTHING = () -> {};

    public Confined {
      limits = List.copyOf(limits);
      before = List.copyOf(before);
      after = List.copyOf(after);
    }
  }

  /** Gives back what a process had. */
  @FunctionalInterface
  interface End {
    void run() throws IOException;
  }
}
