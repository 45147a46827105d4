package io.reelway.movie;

import io.reelway.movie.OriginalVideo.UnknownStructureException;
import java.io.IOException;
import java.util.Arrays;

/** The parts of a file that hold samples of the tracks that stay. Not thread-safe. */
final class KeptRanges {
  private static final int INDEX_BITS = 22;

  /** The maximum number of parts: a day of chunks of one sample each. They take 64 MiB. */
  private static final int MOST = 1 << INDEX_BITS;

  /** The highest position: two terabytes, so that a position and an index fit into one number. */
  private static final long FURTHEST = 1L << (63 - INDEX_BITS);

  private long[] starts = new long[1024];
  private long[] lengths = new long[1024];
  private int count;

  /**
   * Adds a part, which may touch or overlap others.
   *
   * @throws UnknownStructureException when there are too many parts, or when a position is too high
   */
  void add(long at, long length) throws UnknownStructureException {
    if (count > 0 && starts[count - 1] + lengths[count - 1] == at) {
      lengths[count - 1] += length;
      return;
    }
    if (count == MOST || at < 0 || at >= FURTHEST) {
      throw new UnknownStructureException("Too many chunks, or an offset that is too large");
    }
    if (count == starts.length) {
      starts = Arrays.copyOf(starts, 2 * count);
      lengths = Arrays.copyOf(lengths, 2 * count);
    }
    starts[count] = at;
    lengths[count] = length;
    count++;
  }

  /** Sorts the parts. Call it once, after the last part was added. */
  Sorted sorted() {
    long[] order = new long[count];
    for (int i = 0; i < count; i++) {
      order[i] = (starts[i] << INDEX_BITS) | i;
    }
    Arrays.sort(order);
    long[] from = new long[count];
    long[] to = new long[count];
    for (int i = 0; i < count; i++) {
      int index = (int) (order[i] & ((1 << INDEX_BITS) - 1));
      from[i] = starts[index];
      to[i] = from[i] + lengths[index];
    }
    return new Sorted(from, to);
  }

  /** The parts in order. */
  static final class Sorted {
    private final long[] from;
    private final long[] to;
    private int next;

    private Sorted(long[] from, long[] to) {
      this.from = from;
      this.to = to;
    }

    /**
     * Overwrites everything between two positions except the parts. The positions must ascend from
     * call to call.
     */
    void zeroBetween(long start, long end, CleanCopy copy) throws IOException {
      long at = start;
      while (next < from.length && from[next] < end) {
        if (from[next] > at) {
          copy.zero(at, from[next] - at);
        }
        at = Math.max(at, to[next]);
        next++;
      }
      if (at < end) {
        copy.zero(at, end - at);
      }
    }
  }
}
