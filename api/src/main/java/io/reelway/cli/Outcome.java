package io.reelway.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** How it went with one file. */
sealed interface Outcome {
  Input input();

  /** How long it took, waiting for others included. */
  Duration time();

  /**
   * The output is there.
   *
   * @param target where
   * @param strategy how it was made
   * @param before bytes of the source
   * @param after bytes of the output
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
    /** What was saved in percent of the source, 0 to 100. */
    double savedPercent() {
      return before == 0 ? 0 : Math.max(0, before - after) * 100.0 / before;
    }
  }

  /**
   * There is no output.
   *
   * @param code why, for programs
   * @param message why, for people
   */
  record Failed(Input input, Duration time, String code, String message) implements Outcome {}
}
