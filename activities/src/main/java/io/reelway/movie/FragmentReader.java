package io.reelway.movie;

import io.reelway.image.heif.Boxes.Box;
import io.reelway.movie.FragmentedTrack.Fragment;
import io.reelway.source.Bytes;
import io.reelway.source.TableReader;
import java.io.EOFException;
import java.io.IOException;

/** Reads the times of the fragments of one track. */
final class FragmentReader {
  private static final int HAS_BASE = 0x1;
  private static final int HAS_DESCRIPTION = 0x2;
  private static final int HAS_DURATION = 0x8;
  private static final int HAS_SIZE = 0x10;
  private static final int HAS_FLAGS = 0x20;
  private static final int RUN_HAS_OFFSET = 0x1;
  private static final int RUN_HAS_FIRST_FLAGS = 0x4;
  private static final int SAMPLE_HAS_DURATION = 0x100;
  private static final int SAMPLE_HAS_SIZE = 0x200;
  private static final int SAMPLE_HAS_FLAGS = 0x400;
  private static final int SAMPLE_HAS_SHIFT = 0x800;
  private static final int IS_NO_KEY_FRAME = 0x10000;

  private final long clock;
  private final long mediaTime;
  private final long usualDuration;
  private final long usualFlags;

  /**
   * @param movie the {@code moov} box
   * @param track its only track
   */
  FragmentReader(Box movie, Box track) throws IOException {
    Box header = needed(track, "mdia", "mdhd");
    clock = header.content().u32(header.version() == 1 ? 20 : 12);
    if (clock == 0) {
      throw new IOException("The track has no clock");
    }
    mediaTime = mediaTime(track);
    Bytes usual = needed(movie, "mvex", "trex").content();
    usualDuration = usual.u32(12);
    usualFlags = usual.u32(20);
  }

  /** Ticks per second. */
  long clock() {
    return clock;
  }

  private static Box needed(Box parent, String... path) throws IOException {
    return parent
        .find(path)
        .orElseThrow(() -> new EOFException("The file has no " + String.join("/", path)));
  }

  /** The time of the media at which the presentation begins: the delay of the encoder. */
  private static long mediaTime(Box track) throws IOException {
    Box edits = track.find("edts", "elst").orElse(null);
    if (edits == null) {
      return 0;
    }
    int word = edits.version() == 1 ? 8 : 4;
    long time = edits.content().number(8 + word, word);
    boolean pause = time == (word == 8 ? -1 : 0xffff_ffffL);
    if (edits.content().u32(4) != 1 || pause) {
      throw new IOException("Players ignore an edit list with pauses");
    }
    return time;
  }

  /** Reads a fragment from its header. */
  Fragment read(Box header, Box data) throws IOException {
    Box track = needed(header, "traf");
    if (header.inside().all("traf").size() != 1) {
      throw new IOException("A fragment has several tracks");
    }
    Box timing = needed(track, "tfdt");
    Bytes time = timing.content();
    long decoded = timing.version() == 1 ? time.number(4, 8) : time.u32(4);
    Samples samples = new Samples(needed(track, "tfhd"), decoded);
    for (Box run : track.inside().all("trun")) {
      samples.add(run);
    }
    long offset = MovieBoxes.start(header);
    return new Fragment(
        offset,
        MovieBoxes.end(data) - offset,
        seconds(samples.start),
        decoded,
        samples.decoded,
        samples.count,
        samples.beginsWithKeyFrame);
  }

  private double seconds(long ticks) {
    return (double) (ticks - mediaTime) / clock;
  }

  /** The samples of a fragment, one after another. */
  private final class Samples {
    private long duration = usualDuration;
    private long flags = usualFlags;
    private long decoded;
    private long start = Long.MAX_VALUE;
    private int count;
    private boolean beginsWithKeyFrame;

    Samples(Box header, long decoded) throws IOException {
      this.decoded = decoded;
      int has = header.flags();
      int next = 8 + ((has & HAS_BASE) != 0 ? 8 : 0) + ((has & HAS_DESCRIPTION) != 0 ? 4 : 0);
      if ((has & HAS_DURATION) != 0) {
        duration = header.content().u32(next);
        next += 4;
      }
      next += (has & HAS_SIZE) != 0 ? 4 : 0;
      if ((has & HAS_FLAGS) != 0) {
        flags = header.content().u32(next);
      }
    }

    void add(Box run) throws IOException {
      int has = run.flags();
      TableReader rows = new TableReader(run.content(), 4);
      long samples = rows.u32();
      rows.skip((has & RUN_HAS_OFFSET) != 0 ? 4 : 0);
      long first = (has & RUN_HAS_FIRST_FLAGS) != 0 ? rows.u32() : flags;
      for (long i = 0; i < samples; i++) {
        long lasts = (has & SAMPLE_HAS_DURATION) != 0 ? rows.u32() : duration;
        rows.skip((has & SAMPLE_HAS_SIZE) != 0 ? 4 : 0);
        long own = (has & SAMPLE_HAS_FLAGS) != 0 ? rows.u32() : i == 0 ? first : flags;
        int shift = (has & SAMPLE_HAS_SHIFT) != 0 ? (int) rows.u32() : 0;
        add(lasts, own, shift);
      }
    }

    private void add(long lasts, long own, int shift) {
      if (count++ == 0) {
        beginsWithKeyFrame = (own & IS_NO_KEY_FRAME) == 0;
      }
      start = Math.min(start, decoded + shift);
      decoded += lasts;
    }
  }
}
