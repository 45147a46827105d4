package io.reelway.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * Looks again and again for files that are new or have changed. A file has its turn when it has
 * looked the same for three seconds, so that one still being copied is left in peace.
 */
final class FolderWatch {
  private static final long BETWEEN_LOOKS_MILLIS = 1_000;

  /**
   * Looks at which a file must have been the same; a copy over a network may pause for a moment.
   */
  static final int REST = 3;

  private final Inputs inputs;
  private final PrintWriter output;
  private final Map<Path, FileVersion> taken = new HashMap<>();
  private Map<Path, Resting> before = new HashMap<>();

  /**
   * @param known files that someone else takes care of
   */
  FolderWatch(Inputs inputs, List<Input> known, PrintWriter output) {
    this.inputs = inputs;
    this.output = output;
    known.forEach(input -> taken.put(input.file(), FileVersion.of(input)));
  }

  /**
   * A file that does not change.
   *
   * @param looks how often it has looked like that
   */
  private record Resting(FileVersion stamp, int looks) {
    Resting again(FileVersion now) {
      return new Resting(now, now.equals(stamp) ? looks + 1 : 1);
    }
  }

  /** Watches until told otherwise; whether a file failed. */
  boolean run(Batch batch, BooleanSupplier stop) {
    boolean failed = false;
    while (!stop.getAsBoolean()) {
      List<Input> ready = look();
      if (!ready.isEmpty()) {
        List<Outcome> outcomes = batch.run(ready);
        Summary.print(outcomes, output);
        failed |= outcomes.stream().anyMatch(Outcome.Failed.class::isInstance);
      }
      try {
        Thread.sleep(BETWEEN_LOOKS_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return failed;
      }
    }
    return failed;
  }

  /** New or changed files that have come to rest. */
  List<Input> look() {
    Map<Path, Resting> now = new HashMap<>();
    List<Input> ready = new ArrayList<>();
    for (Input input : inputs.scan().files()) {
      FileVersion stamp = FileVersion.of(input);
      Resting file = before.getOrDefault(input.file(), new Resting(stamp, 0)).again(stamp);
      now.put(input.file(), file);
      if (stamp.bytes() > 0 && file.looks() >= REST && !stamp.equals(taken.get(input.file()))) {
        taken.put(input.file(), stamp);
        ready.add(input);
      }
    }
    before = now;
    return ready;
  }
}
