package io.reelway.movie;

import io.reelway.image.heif.Boxes.Box;
import io.reelway.movie.OriginalVideo.UnknownStructureException;
import io.reelway.source.Bytes;
import java.io.EOFException;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Collects the positions of the samples of a kept track, and overwrites the SEI messages in them.
 */
final class TrackSamples {
  private final Bytes file;
  private final KeptRanges ranges;
  private final @Nullable H264SeiEraser seiEraser;
  private long defaultSize;

  /**
   * @param seiEraser overwrites the SEI messages in each sample; {@code null} for codecs without
   *     them
   */
  TrackSamples(Bytes file, KeptRanges ranges, @Nullable H264SeiEraser seiEraser) {
    this.file = file;
    this.ranges = ranges;
    this.seiEraser = seiEraser;
  }

  /** The size in bytes of samples in fragments that give no other size. */
  long defaultSize() {
    return defaultSize;
  }

  void defaultSize(long size) {
    defaultSize = size;
  }

  /**
   * Adds one sample. An empty one is ignored.
   *
   * @throws EOFException when it lies outside of the file
   */
  void add(long at, long size) throws IOException {
    if (size == 0) {
      return;
    }
    if (at < 0 || size > file.size() - at) {
      throw new EOFException("A sample is outside the file");
    }
    ranges.add(at, size);
    if (seiEraser != null) {
      seiEraser.erase(at, size);
    }
  }

  /**
   * Adds all samples of the tables.
   *
   * @param tables the {@code stbl} box
   */
  void addAll(Box tables) throws IOException {
    Optional<Box> sizes = tables.find("stsz");
    Optional<Box> groups = tables.find("stsc");
    Optional<Box> near = tables.find("stco");
    Optional<Box> chunks = near.isPresent() ? near : tables.find("co64");
    if (sizes.isEmpty() || groups.isEmpty() || chunks.isEmpty()) {
      throw new UnknownStructureException("The track has no sample tables");
    }
    Sizes all = new Sizes(sizes.get().content());
    Bytes places = chunks.get().content();
    Bytes runs = groups.get().content();
    int word = near.isPresent() ? 4 : 8;
    long run = 0;
    for (long chunk = 0; chunk < places.u32(4) && all.hasMore(); chunk++) {
      while (run + 1 < runs.u32(4) && runs.u32(8 + 12 * (run + 1)) <= chunk + 1) {
        run++;
      }
      long at = places.number(8 + word * chunk, word);
      for (long sample = runs.u32(12 + 12 * run); sample > 0 && all.hasMore(); sample--) {
        long size = all.next();
        add(at, size);
        at += size;
      }
    }
  }

  /** The {@code stsz} box: a table of sample sizes. */
  private static final class Sizes {
    private final Bytes table;
    private final long same;
    private final long count;
    private long next;

    Sizes(Bytes table) throws IOException {
      this.table = table;
      this.same = table.u32(4);
      this.count = table.u32(8);
    }

    boolean hasMore() {
      return next < count;
    }

    long next() throws IOException {
      long size = same > 0 ? same : table.u32(12 + 4 * next);
      next++;
      return size;
    }
  }
}
