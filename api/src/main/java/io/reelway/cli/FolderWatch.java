package io.reelway.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * Looks again and again for files that are new or have changed. A file has its turn when it looked
 * the same twice, so that one still being copied is left in peace.
 */
final class FolderWatch {
  private static final long BETWEEN_LOOKS_MILLIS = 1_000;

  private final Inputs inputs;
  private final PrintWriter output;
  private final Map<Path, Stamp> taken = new HashMap<>();
  private Map<Path, Stamp> before = new HashMap<>();

  /**
   * @param known files that someone else takes care of
   */
  FolderWatch(Inputs inputs, List<Input> known, PrintWriter output) {
    this.inputs = inputs;
    this.output = output;
    known.forEach(input -> taken.put(input.file(), Stamp.of(input)));
  }

  /** How a file looks from outside. */
  private record Stamp(long bytes, FileTime modified) {
    private static final Stamp GONE = new Stamp(-1, FileTime.fromMillis(0));

    static Stamp of(Input input) {
      try {
        return new Stamp(Files.size(input.file()), Files.getLastModifiedTime(input.file()));
      } catch (IOException e) {
        return GONE;
      }
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
    Map<Path, Stamp> now = new HashMap<>();
    List<Input> ready =
        inputs.scan().stream()
            .filter(
                input -> {
                  Stamp stamp = Stamp.of(input);
                  now.put(input.file(), stamp);
                  return stamp.bytes() > 0
                      && stamp.equals(before.get(input.file()))
                      && !stamp.equals(taken.get(input.file()));
                })
            .toList();
    before = now;
    ready.forEach(input -> taken.put(input.file(), now.getOrDefault(input.file(), Stamp.GONE)));
    return ready;
  }
}
