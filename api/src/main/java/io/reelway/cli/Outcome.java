package io.reelway.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The outcome of one file. */
sealed interface Outcome {
  Input input();

  /** The time that the file took, including the wait for other files. */
  Duration time();

  /**
   * The file is optimized.
   *
   * @param target path of the output
   * @param strategy id of the strategy that made it
   * @param before size of the source in bytes
   * @param after size of the output in bytes
   * @param warnings sentences of the server
   */
  record Done(
      Input input,
      Duration time,
      Path target,
      String strategy,
      long before,
      long after,
      List<String> warnings)
      implements Outcome {
    /** The saved bytes in percent of the source, 0 to 100. */
    double savedPercent() {
      return before == 0 ? 0 : Math.max(0, before - after) * 100.0 / before;
    }
  }

  /**
   * The file has no output.
   *
   * @param code the reason, for programs
   * @param message the reason, for people
   */
  record Failed(Input input, Duration time, String code, String message) implements Outcome {}
}
