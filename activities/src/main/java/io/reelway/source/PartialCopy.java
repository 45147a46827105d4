package io.reelway.source;

import com.google.common.collect.Range;
import com.google.common.collect.RangeSet;
import com.google.common.collect.TreeRangeSet;
import io.reelway.plan.ByteSpan;
import io.reelway.scratch.Scratch;
import io.reelway.store.Location;
import io.reelway.store.Store;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.List;

/**
 * A local file as long as an object of the store, which has only the bytes that were asked for, at
 * their places. The rest takes no space on the disk. Not thread-safe.
 */
final class PartialCopy {
  private static final int PIECE = 1 << 16;

  private final Store store;
  private final Location location;
  private final Scratch.Directory directory;
  private final RangeSet<Long> present = TreeRangeSet.create();

  /**
   * Creates the file, without any bytes.
   *
   * @param directory holds the file
   * @param bytes size of the object
   */
  PartialCopy(Store store, Location location, Scratch.Directory directory, long bytes)
      throws IOException {
    this.store = store;
    this.location = location;
    this.directory = directory;
    try (RandomAccessFile empty = new RandomAccessFile(file().toFile(), "rw")) {
      empty.setLength(bytes);
    }
  }

  Path file() {
    return directory.path().resolve(CachedSource.NAME);
  }

  Scratch.Directory directory() {
    return directory;
  }

  /** Fetches the bytes that are missing. An interrupt of the thread ends the fetch. */
  void fill(ByteSpan span) throws IOException, InterruptedException {
    Range<Long> wanted = Range.closedOpen(span.from(), span.to());
    for (Range<Long> gap : List.copyOf(present.complement().subRangeSet(wanted).asRanges())) {
      fetch(gap.lowerEndpoint(), gap.upperEndpoint());
      present.add(gap);
    }
  }

  private void fetch(long from, long to) throws IOException, InterruptedException {
    byte[] piece = new byte[PIECE];
    try (InputStream content = store.open(location, from, to - from);
        RandomAccessFile target = new RandomAccessFile(file().toFile(), "rw")) {
      target.seek(from);
      for (long left = to - from; left > 0; ) {
        int read = content.read(piece, 0, (int) Math.min(PIECE, left));
        if (read < 0) {
          throw new EOFException(location + " ends before " + to);
        }
        if (Thread.interrupted()) {
          throw new InterruptedException("Stopped while the source was copied");
        }
        target.write(piece, 0, read);
        left -= read;
      }
    }
  }
}
