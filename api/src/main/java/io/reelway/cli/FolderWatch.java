package io.reelway.cli;

import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;

/**
 * Scans folders repeatedly for new or changed files. A file is processed when it has not changed
 * for three seconds, so that a file that is still being copied is left alone.
 */
final class FolderWatch {
  private static final long BETWEEN_LOOKS_MILLIS = 1_000;

  /**
   * Number of scans during which a file must not have changed. A copy over a network may pause for
   * a moment.
   */
  static final int REST = 3;

  private final Inputs inputs;
  private final PrintWriter output;
  private final Map<Path, FileVersion> taken = new HashMap<>();
  private Map<Path, Resting> before = new HashMap<>();
  private String unreadable = "";

  /**
   * @param known files that another part of the command processes
   */
  FolderWatch(Inputs inputs, List<Input> known, PrintWriter output) {
    this.inputs = inputs;
    this.output = output;
    known.forEach(input -> taken.put(input.file(), FileVersion.of(input)));
  }

  /**
   * A file and how long it has not changed.
   *
   * @param looks number of scans that found this version
   */
  private record Resting(FileVersion stamp, int looks) {
    Resting again(FileVersion now) {
      return new Resting(now, now.equals(stamp) ? looks + 1 : 1);
    }
  }

  /** Watches until {@code stop} returns {@code true}. Returns whether a file failed. */
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

  /** Returns the new or changed files that have not changed for {@link #REST} scans. */
  List<Input> look() {
    Map<Path, Resting> now = new HashMap<>();
    List<Input> ready = new ArrayList<>();
    for (Input input : scan()) {
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

  /** A folder that cannot be read now, e.g. on a lost network drive, may be readable later. */
  private List<Input> scan() {
    try {
      List<Input> files = inputs.scan().files();
      unreadable = "";
      return files;
    } catch (UncheckedIOException failure) {
      String reason = String.valueOf(Objects.requireNonNull(failure.getCause()).getMessage());
      if (!reason.equals(unreadable)) {
        output.println("A folder cannot be read now: " + reason);
        output.flush();
      }
      unreadable = reason;
      return List.of();
    }
  }
}
