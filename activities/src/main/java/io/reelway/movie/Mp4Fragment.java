package io.reelway.movie;

import io.reelway.image.heif.Boxes.Box;
import io.reelway.movie.OriginalVideo.UnknownStructureException;
import io.reelway.source.Bytes;
import io.reelway.source.TableReader;
import java.io.IOException;
import java.util.Map;
import java.util.Set;

/** Cleans one fragment of an MP4, a {@code moof} box, in place. */
final class Mp4Fragment {
  private static final Set<String> TRACK = Set.of("tfhd", "tfdt", "trun", "sdtp", "sgpd", "sbgp");
  private static final int HAS_BASE = 0x1;
  private static final int HAS_DESCRIPTION = 0x2;
  private static final int HAS_DURATION = 0x8;
  private static final int HAS_SIZE = 0x10;
  private static final int BASE_IS_FRAGMENT = 0x20000;
  private static final int RUN_HAS_OFFSET = 0x1;
  private static final int RUN_HAS_FIRST_FLAGS = 0x4;
  private static final int SAMPLE_HAS_DURATION = 0x100;
  private static final int SAMPLE_HAS_SIZE = 0x200;
  private static final int SAMPLE_HAS_FLAGS = 0x400;
  private static final int SAMPLE_HAS_SHIFT = 0x800;

  private final CleanCopy copy;
  private final Map<Long, TrackSamples> tracks;
  private final long start;
  private boolean first = true;

  /**
   * @param tracks the tracks that stay, by their ids
   * @param start the position of the fragment in the file
   */
  Mp4Fragment(CleanCopy copy, Map<Long, TrackSamples> tracks, long start) {
    this.copy = copy;
    this.tracks = tracks;
    this.start = start;
  }

  void clean(Box fragment) throws IOException {
    MovieBoxes.each(
        fragment.content(),
        0,
        box -> {
          if (box.type().equals("traf")) {
            track(box);
            first = false;
          } else if (!box.type().equals("mfhd")) {
            Mp4Original.free(copy, box);
          }
        });
  }

  private void track(Box track) throws IOException {
    Box header =
        track
            .find("tfhd")
            .orElseThrow(() -> new UnknownStructureException("The fragment has no track header"));
    TrackSamples samples = tracks.get(header.content().u32(4));
    if (samples == null) {
      Mp4Original.free(copy, track);
      return;
    }
    Run run = new Run(header, samples);
    MovieBoxes.each(
        track.content(),
        0,
        box -> {
          if (box.type().equals("trun")) {
            run.add(box);
          } else if (!TRACK.contains(box.type())) {
            Mp4Original.free(copy, box);
          }
        });
  }

  /** The samples of a track in this fragment, one run after another. */
  private final class Run {
    private final TrackSamples samples;
    private final long base;
    private final long size;
    private long at;

    Run(Box header, TrackSamples samples) throws IOException {
      this.samples = samples;
      int flags = header.flags();
      Bytes content = header.content();
      boolean hasBase = (flags & HAS_BASE) != 0;
      if (!hasBase && (flags & BASE_IS_FRAGMENT) == 0 && !first) {
        throw new UnknownStructureException("The data offset is relative to another track");
      }
      base = hasBase ? content.number(8, 8) : start;
      at = base;
      int next = 8 + (hasBase ? 8 : 0) + ((flags & HAS_DESCRIPTION) != 0 ? 4 : 0);
      next += (flags & HAS_DURATION) != 0 ? 4 : 0;
      size = (flags & HAS_SIZE) != 0 ? content.u32(next) : samples.defaultSize();
    }

    void add(Box run) throws IOException {
      int flags = run.flags();
      TableReader table = new TableReader(run.content(), 4);
      long count = table.u32();
      if ((flags & RUN_HAS_OFFSET) != 0) {
        at = base + (int) table.u32();
      }
      table.skip((flags & RUN_HAS_FIRST_FLAGS) != 0 ? 4 : 0);
      int sizeAt = (flags & SAMPLE_HAS_DURATION) != 0 ? 4 : 0;
      boolean sized = (flags & SAMPLE_HAS_SIZE) != 0;
      int afterSize = 4 * Integer.bitCount(flags & (SAMPLE_HAS_FLAGS | SAMPLE_HAS_SHIFT));
      for (long i = 0; i < count && (sized || size > 0); i++) {
        long length = size;
        if (sized) {
          table.skip(sizeAt);
          length = table.u32();
          table.skip(afterSize);
        }
        samples.add(at, length);
        at += length;
      }
    }
  }
}
