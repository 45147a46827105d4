package io.reelway.movie;

import io.reelway.image.heif.Boxes.Box;
import io.reelway.movie.OriginalVideo.Kept;
import io.reelway.movie.OriginalVideo.UnknownStructureException;
import io.reelway.source.Bytes;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Cleans an MP4, fragmented or not, in place. The file addresses its parts by their distance from
 * its start, so nothing is cut out. Boxes that are not needed become free space. In {@code mdat},
 * only the samples of the tracks that stay are left.
 *
 * @see <a href="https://www.iso.org/standard/83102.html">ISO/IEC 14496-12</a>
 */
final class Mp4Original {
  private static final Set<String> TOP = Set.of("ftyp", "styp", "moov", "moof", "mdat", "sidx");
  private static final Set<String> SPACE = Set.of("free", "skip", "wide");
  private static final Set<String> MOVIE = Set.of("mvhd", "trak", "mvex");
  private static final Set<String> EXTENSION = Set.of("mehd", "trex");
  private static final Set<String> TRACK = Set.of("tkhd", "edts", "mdia");
  private static final Set<String> MEDIA = Set.of("mdhd", "hdlr", "minf");
  private static final Set<String> INFORMATION = Set.of("vmhd", "smhd", "hdlr", "dinf", "stbl");
  private static final Set<String> TABLES =
      Set.of(
          "stsd", "stts", "ctts", "cslg", "stsc", "stsz", "stco", "co64", "stss", "sdtp", "sgpd",
          "sbgp");

  /** The brand of Apple's own format, which has the same structure but plays in few browsers. */
  private static final String QUICKTIME = "qt  ";

  private final Bytes file;
  private final CleanCopy copy;
  private final Kept kept;
  private final KeptRanges ranges = new KeptRanges();
  private final Map<Long, TrackSamples> tracks = new HashMap<>();

  Mp4Original(Bytes file, CleanCopy copy, Kept kept) {
    this.file = file;
    this.copy = copy;
    this.kept = kept;
  }

  boolean clean() throws IOException {
    Box type = MovieBoxes.at(file, 0);
    if (!type.type().equals("ftyp") || type.content().name(0).equals(QUICKTIME)) {
      return false;
    }
    long end =
        top(box -> {
          if (box.type().equals("moov")) {
            movie(box);
          }
        });
    if (tracks.size() != (kept.sound() < 0 ? 1 : 2)) {
      return false;
    }
    top(box -> {
      if (box.type().equals("moof")) {
        new Mp4Fragment(copy, tracks, MovieBoxes.start(box)).clean(box);
      } else if (!TOP.contains(box.type())) {
        free(box);
      }
    });
    KeptRanges.Sorted samples = ranges.sorted();
    top(box -> {
      if (box.type().equals("mdat")) {
        samples.zeroBetween(box.content().position(), MovieBoxes.end(box), copy);
      }
    });
    copy.cutOffAt(end);
    return true;
  }

  /**
   * Visits all boxes of the file and returns the end of the last one. Any other data may follow it.
   */
  private long top(MovieBoxes.Visitor visitor) throws IOException {
    long at = 0;
    while (at + 8 <= file.size()) {
      Box box;
      String type = file.name(at + 4);
      try {
        box = MovieBoxes.at(file, at);
      } catch (EOFException tooLong) {
        if (TOP.contains(type) || SPACE.contains(type)) {
          throw tooLong;
        }
        return at;
      }
      copy.checkpoint();
      visitor.visit(box);
      at = MovieBoxes.end(box);
    }
    return at;
  }

  private void movie(Box movie) throws IOException {
    if (!tracks.isEmpty()) {
      throw new UnknownStructureException("The file has two moov boxes");
    }
    int[] index = {0};
    each(
        movie,
        MOVIE,
        box -> {
          switch (box.type()) {
            case "mvhd" -> withoutTimes(box);
            case "trak" -> track(box, index[0]++);
            default -> {}
          }
        });
    Optional<Box> extension = movie.find("mvex");
    if (extension.isPresent()) {
      each(extension.get(), EXTENSION, this::defaults);
    }
  }

  private void defaults(Box box) throws IOException {
    if (box.type().equals("trex")) {
      TrackSamples track = tracks.get(box.content().u32(4));
      if (track != null) {
        track.defaultSize(box.content().u32(16));
      }
    }
  }

  private void track(Box track, int index) throws IOException {
    if (!kept.has(index)) {
      free(track);
      return;
    }
    Box header = needed(track, "tkhd");
    String handler = needed(track, "mdia", "hdlr").content().name(8);
    if (!handler.equals(index == kept.picture() ? "vide" : "soun")) {
      throw new UnknownStructureException("The order of the tracks differs from that of ffprobe");
    }
    long id = header.content().u32(header.version() == 1 ? 20 : 12);
    Box tables = needed(track, "mdia", "minf", "stbl");
    SampleEntries entries = new SampleEntries(copy);
    entries.clean(needed(tables, "stsd"), index == kept.picture());
    H264SeiEraser seiEraser =
        entries.lengthSize().map(size -> new H264SeiEraser(file, copy, size)).orElse(null);
    TrackSamples samples = new TrackSamples(file, ranges, seiEraser);
    samples.addAll(tables);
    if (tracks.put(id, samples) != null) {
      throw new UnknownStructureException("Two tracks have the same id");
    }
    each(
        track,
        TRACK,
        box -> {
          switch (box.type()) {
            case "tkhd" -> withoutTimes(box);
            case "mdia" -> media(box);
            default -> {}
          }
        });
  }

  private void media(Box media) throws IOException {
    each(
        media,
        MEDIA,
        box -> {
          switch (box.type()) {
            case "mdhd" -> withoutTimes(box);
            case "hdlr" -> withoutName(box);
            case "minf" -> information(box);
            default -> {}
          }
        });
  }

  private void information(Box information) throws IOException {
    each(
        information,
        INFORMATION,
        box -> {
          switch (box.type()) {
            case "hdlr" -> withoutName(box);
            case "dinf" -> ownData(box);
            case "stbl" -> each(box, TABLES, table -> {});
            default -> {}
          }
        });
  }

  /** Marks the samples as contained in this file, and removes names of other files. */
  private void ownData(Box information) throws IOException {
    Box references = needed(information, "dref");
    MovieBoxes.each(
        references.content(),
        8,
        box -> {
          copy.zero(box.content().position(), box.content().size());
          copy.put(box.content().position() + 3, 1);
        });
  }

  /** Removes the times of creation and of the last change. */
  private void withoutTimes(Box header) throws IOException {
    copy.zero(header.content().position() + 4, header.version() == 1 ? 16 : 8);
  }

  /** Removes the name of the program and, in QuickTime, of the manufacturer. */
  private void withoutName(Box handler) throws IOException {
    copy.zero(handler.content().position() + 12, handler.content().size() - 12);
  }

  private void each(Box parent, Set<String> wanted, MovieBoxes.Visitor visitor) throws IOException {
    MovieBoxes.each(
        parent.content(),
        0,
        box -> {
          if (wanted.contains(box.type())) {
            visitor.visit(box);
          } else {
            free(box);
          }
        });
  }

  private void free(Box box) throws IOException {
    free(copy, box);
  }

  /** Turns a box into free space. */
  static void free(CleanCopy copy, Box box) throws IOException {
    copy.put(box.namedAt(), "free".getBytes(StandardCharsets.US_ASCII));
    copy.zero(box.content().position(), box.content().size());
  }

  private static Box needed(Box parent, String... path) throws IOException {
    return parent
        .find(path)
        .orElseThrow(() -> new UnknownStructureException("No " + String.join("/", path)));
  }
}
