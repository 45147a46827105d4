package io.reelway.source;

import io.reelway.failure.StageException;
import io.reelway.job.ErrorCode;
import java.io.InterruptedIOException;
import java.time.Duration;

/**
 * The limit on what reading one file may cost: work, memory and time. Strangers write headers, and
 * a small file can describe a reading without end. The limits lie far above what any real file
 * needs and far below what disturbs a worker. Not thread-safe.
 *
 * <p>The work on headers has a fixed limit. That of a file that is read from its start to its end
 * grows with its size.
 *
 * <p>Every charge throws {@link StageException} with {@code PROBE_FAILED} when the budget is spent,
 * and {@link InterruptedIOException} when the thread is interrupted; the interrupt status stays
 * set.
 *
 * @see <a href="../../../../../../../docs/decisions/0070-header-readers-have-a-budget.md">decision
 *     0070</a>
 */
public final class ReadBudget {
  /** A step takes about 10 ns, so all steps take a fraction of a second. */
  static final long STEPS = 10_000_000;

  /** Boxes, chunks and references together; a photo in 10,000 tiles has 60,000. */
  static final int ENTRIES = 200_000;

  /** Bytes on the heap; a colour profile of the largest size takes 8 MiB. */
  static final long KEPT = 32 << 20;

  /** Steps for each byte of a file that is read whole; the most that was measured is 1.6. */
  static final long STEPS_PER_BYTE = 8;

  /** Limit for storage that does not answer. The steps alone limit any other work. */
  private static final Duration TIME = Duration.ofSeconds(10);

  /**
   * Additional time per byte, for files that are read whole: storage delivers at least 9.5 MiB/s.
   */
  private static final long NANOS_PER_BYTE = 100;

  /** The same for files that are read whole while a copy of them is written. */
  private static final long NANOS_PER_WHOLE_BYTE = 1000;

  /** Steps between two looks at the clock. */
  private static final int ROUND = 1024;

  /** Heap size of an entry and the object that lists it, in bytes. */
  private static final int ENTRY = 128;

  private static final String TOO_MUCH =
      "The headers of the file are too complex to read. Save it again with another program and "
          + "send the new file.";

  private static final String TOO_SLOW = "Reading the file's headers took too long.";

  private final boolean whole;
  private long deadline;
  private long steps;
  private long nextLook;
  private long entries = ENTRIES;
  private long kept = KEPT;

  /** The budget for the headers of a file. */
  ReadBudget() {
    this(false, 0);
  }

  private ReadBudget(boolean whole, long size) {
    this.whole = whole;
    deadline = System.nanoTime() + TIME.toNanos() + NANOS_PER_WHOLE_BYTE * size;
    steps = STEPS + STEPS_PER_BYTE * size;
    nextLook = steps;
  }

  /**
   * The budget for a file that is read from its start to its end. Its reader drops what it has
   * read, so memory is limited for each piece and not for all together.
   *
   * @param size its size in bytes
   */
  static ReadBudget ofWhole(long size) {
    return new ReadBudget(true, size);
  }

  /**
   * Charges work.
   *
   * @param count one step for each number that is read or looked at
   */
  public void steps(long count) throws InterruptedIOException {
    steps -= count;
    if (steps < nextLook) {
      look();
    }
  }

  /** Charges an entry that is kept, such as a box. */
  public void entry() throws InterruptedIOException {
    entries -= whole ? 0 : 1;
    keep(ENTRY);
  }

  /**
   * Charges memory.
   *
   * @param bytes bytes kept on the heap
   */
  public void keep(long bytes) throws InterruptedIOException {
    steps(1);
    if (bytes > kept || entries < 0) {
      throw tooMuch();
    }
    kept -= whole ? 0 : bytes;
  }

  /** Charges bytes that storage delivered, and moves the deadline. */
  void loaded(int bytes) throws InterruptedIOException {
    deadline += bytes * NANOS_PER_BYTE;
    steps(bytes / 256);
  }

  private void look() throws InterruptedIOException {
    nextLook = steps - ROUND;
    stopWhenInterrupted();
    if (steps < 0) {
      throw tooMuch();
    }
    if (System.nanoTime() - deadline > 0) {
      throw new StageException(ErrorCode.PROBE_FAILED, TOO_SLOW);
    }
  }

  /** Ends work that reads nothing, such as arithmetic on pixels, when its stage is stopped. */
  public static void stopWhenInterrupted() throws InterruptedIOException {
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedIOException("The stage is stopped");
    }
  }

  private static StageException tooMuch() {
    return new StageException(ErrorCode.PROBE_FAILED, TOO_MUCH);
  }
}
