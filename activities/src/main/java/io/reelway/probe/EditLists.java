package io.reelway.probe;

import io.reelway.image.heif.Boxes;
import io.reelway.image.heif.Boxes.Box;
import io.reelway.source.Bytes;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The maximum played duration of each track of an MP4. An edit list may ask for more than the media
 * hold after its start point. ffprobe reports what the list asks for; players show only what
 * exists.
 *
 * @see <a href="https://www.iso.org/standard/83102.html">ISO/IEC 14496-12, 8.6.6</a>
 */
final class EditLists {
  /** Maximum number of entries that are read. Real lists have a handful. */
  private static final long MOST_EDITS = 1000;

  /** No edit list for any track. */
  static final EditLists NONE = new EditLists(List.of());

  private final List<Optional<Duration>> played;

  private EditLists(List<Optional<Duration>> played) {
    this.played = played;
  }

  static EditLists read(Path file) throws IOException {
    try (Bytes bytes = Bytes.of(file)) {
      Optional<Box> movie = Boxes.in(bytes, 0).first("moov");
      // The tables of a fragmented file do not tell its length.
      if (movie.isEmpty() || movie.get().inside().first("mvex").isPresent()) {
        return NONE;
      }
      List<Optional<Duration>> played = new ArrayList<>();
      long clock = clock(movie.get().inside().first("mvhd"));
      for (Box track : movie.get().inside().all("trak")) {
        played.add(played(track, clock));
      }
      return new EditLists(played);
    } catch (EOFException cutOff) {
      return NONE;
    }
  }

  /**
   * The maximum played duration of a track; empty when the track has no edit list.
   *
   * @param index index of the track in the file, from 0
   */
  Optional<Duration> played(int index) {
    return index < played.size() ? played.get(index) : Optional.empty();
  }

  /**
   * Whether a track has no edit list, so that its media begin with the file. A later start means
   * that its decoder drops samples, which the length of the media includes.
   *
   * @param index index of the track in the file, from 0
   */
  boolean hasNone(int index) {
    return index < played.size() && played.get(index).isEmpty();
  }

  private static Optional<Duration> played(Box track, long movieClock) throws IOException {
    Optional<Box> list = track.find("edts", "elst");
    Optional<Box> tables = track.find("mdia", "minf", "stbl");
    long mediaClock = clock(track.find("mdia", "mdhd"));
    if (list.isEmpty() || tables.isEmpty() || movieClock == 0 || mediaClock == 0) {
      return Optional.empty();
    }
    long media = SampleTimes.end(tables.get());
    Bytes edits = list.get().content();
    int word = list.get().version() == 1 ? 8 : 4;
    long count = Math.min(edits.u32(4), MOST_EDITS);
    double seconds = 0;
    for (long i = 0; i < count; i++) {
      long at = 8 + i * (2 * word + 4);
      double wanted = (double) edits.number(at, word) / movieClock;
      long start = edits.number(at + word, word);
      boolean pause = start == (word == 8 ? -1 : 0xffff_ffffL);
      seconds +=
          pause ? wanted : Math.min(wanted, Math.max(0, media - start) / (double) mediaClock);
    }
    return seconds > 0
        ? Optional.of(Duration.ofMillis(Math.round(seconds * 1000)))
        : Optional.empty();
  }

  /** Ticks per second. {@code mvhd} and {@code mdhd} have the same layout. */
  private static long clock(Optional<Box> header) throws IOException {
    if (header.isEmpty()) {
      return 0;
    }
    return header.get().content().u32(header.get().version() == 1 ? 20 : 12);
  }
}
