package io.reelway.probe;

import io.reelway.image.heif.Boxes.Box;
import io.reelway.source.TableReader;
import java.io.EOFException;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The display times of the samples of a track, from the run-length tables of an MP4. */
final class SampleTimes {
  /** Maximum number of runs in both tables: a day of frames, each with its own time. */
  private static final int MOST_RUNS = 6_000_000;

  private SampleTimes() {}

  /**
   * When the last sample to be shown ends, in ticks of the media.
   *
   * @param tables the box {@code stbl}
   * @throws EOFException when the tables are cut off or too long
   */
  static long end(Box tables) throws IOException {
    Optional<Box> steps = tables.inside().first("stts");
    if (steps.isEmpty()) {
      throw new EOFException("The track has no time table");
    }
    Runs lengths = new Runs(steps);
    Runs shifts = new Runs(tables.inside().first("ctts"));
    long decoded = 0;
    long end = 0;
    for (int runs = 0; lengths.hasMore(); runs++) {
      if (runs == MOST_RUNS) {
        throw new EOFException("The time table has too many entries");
      }
      long samples = shifts.hasMore() ? Math.min(lengths.left, shifts.left) : lengths.left;
      decoded += samples * lengths.value;
      end = Math.max(end, decoded + shifts.value);
      lengths.left -= samples;
      shifts.left -= samples;
    }
    return end;
  }

  /** A table of counts, each with a value. After the end of the table the value is zero. */
  private static final class Runs {
    private final @Nullable TableReader table;
    private long entries;
    private long left;
    private int value;

    Runs(Optional<Box> box) throws IOException {
      table = box.isPresent() ? new TableReader(box.get().content(), 4) : null;
      entries = table == null ? 0 : table.u32();
    }

    /** Moves to the next count above zero when the present one is used up. */
    boolean hasMore() throws IOException {
      while (left <= 0 && table != null && entries > 0) {
        left = table.u32();
        value = (int) table.u32();
        entries--;
      }
      if (left <= 0) {
        value = 0;
      }
      return left > 0;
    }
  }
}
