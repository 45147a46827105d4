package io.reelway.movie;

import io.reelway.image.heif.Boxes.Box;
import io.reelway.movie.OriginalVideo.UnknownStructureException;
import io.reelway.source.Bytes;
import io.reelway.source.TableReader;
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
    file.budget().steps(1);
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
    Groups perChunk = new Groups(groups.get().content());
    TableReader places = new TableReader(chunks.get().content(), 4);
    long count = places.u32();
    for (long chunk = 1; chunk <= count && all.hasMore(); chunk++) {
      long at = near.isPresent() ? places.u32() : places.u64();
      for (long sample = perChunk.samplesOf(chunk); sample > 0 && all.hasMore(); sample--) {
        long size = all.next();
        add(at, size);
        at += size;
      }
    }
  }

  /** The {@code stsz} box: a table of sample sizes. */
  private static final class Sizes {
    private final TableReader table;
    private final long same;
    private long left;

    Sizes(Bytes content) throws IOException {
      table = new TableReader(content, 4);
      same = table.u32();
      left = table.u32();
    }

    boolean hasMore() {
      return left > 0;
    }

    long next() throws IOException {
      left--;
      return same > 0 ? same : table.u32();
    }
  }

  /** The {@code stsc} box: groups of chunks with the same number of samples. */
  private static final class Groups {
    private final TableReader table;
    private long left;
    private long samples = -1;
    private long nextFirst;

    Groups(Bytes content) throws IOException {
      table = new TableReader(content, 4);
      left = table.u32();
    }

    /**
     * The number of samples in a chunk.
     *
     * @param chunk number of the chunk, from 1, ascending from call to call
     */
    long samplesOf(long chunk) throws IOException {
      if (samples < 0) {
        // The first group begins with the first chunk.
        table.skip(4);
        read();
      }
      while (nextFirst <= chunk) {
        read();
      }
      return samples;
    }

    private void read() throws IOException {
      samples = table.u32();
      table.skip(4);
      left--;
      nextFirst = left > 0 ? table.u32() : Long.MAX_VALUE;
    }
  }
}
