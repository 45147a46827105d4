package io.reelway.movie;

import io.reelway.movie.Ebml.Element;
import io.reelway.movie.OriginalVideo.Kept;
import io.reelway.movie.OriginalVideo.UnknownStructureException;
import io.reelway.source.Bytes;
import java.io.EOFException;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/**
 * Cleans a WebM in place. Elements that are not needed become {@code Void} elements of the same
 * size, so that every index stays valid.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9559">RFC 9559, Matroska</a>
 */
final class WebmOriginal {
  private static final long EBML = 0x1a45dfa3L;
  private static final long SEGMENT = 0x18538067L;
  private static final long SEEK_HEAD = 0x114d9b74L;
  private static final long SEEK = 0x4dbb;
  private static final long SEEK_ID = 0x53ab;
  private static final long INFO = 0x1549a966L;
  private static final long TIMESTAMP_SCALE = 0x2ad7b1;
  private static final long DURATION = 0x4489;
  private static final long MUXING_APP = 0x4d80;
  private static final long WRITING_APP = 0x5741;
  private static final long TRACKS = 0x1654ae6bL;
  private static final long TRACK = 0xae;
  private static final long CUES = 0x1c53bb6bL;
  private static final long CUE_POINT = 0xbb;
  private static final long CUE_TIME = 0xb3;
  private static final long CUE_POSITIONS = 0xb7;
  private static final long CUE_TRACK = 0xf7;
  private static final long CLUSTER = 0x1f43b675L;
  private static final long CLUSTER_TIME = 0xe7;
  private static final long CLUSTER_POSITION = 0xa7;
  private static final long PREVIOUS_SIZE = 0xab;
  private static final long SIMPLE_BLOCK = 0xa3;
  private static final long BLOCK_GROUP = 0xa0;
  private static final long BLOCK = 0xa1;

  /**
   * The parts that a segment needs. The others are tags, attachments, chapters, checksums and
   * space.
   */
  private static final Set<Long> PARTS = Set.of(SEEK_HEAD, INFO, TRACKS, CUES, CLUSTER);

  /**
   * The elements of a block group that stay: the block, its duration, references to other blocks,
   * its priority, and the padding that players discard.
   */
  private static final Set<Long> OF_BLOCK = Set.of(BLOCK, 0x9bL, 0xfbL, 0xfaL, 0x75a2L);

  /** Where VP8 and VP9 keep their transparency. */
  private static final long ADDITIONS = 0x75a1;

  private final Bytes file;
  private final CleanCopy copy;
  private final Kept kept;
  private final boolean alpha;
  private final Set<Long> numbers = new HashSet<>();

  WebmOriginal(Bytes file, CleanCopy copy, Kept kept, boolean alpha) {
    this.file = file;
    this.copy = copy;
    this.kept = kept;
    this.alpha = alpha;
  }

  boolean clean() throws IOException {
    Element header = Ebml.at(file, 0, file.size());
    Element segment = Ebml.at(file, header.end(), file.size());
    if (header.id() != EBML || segment.id() != SEGMENT) {
      return false;
    }
    long end = segment.isOpen() ? file.size() : segment.end();
    parts(segment.content(), end, this::tracksOnly);
    if (numbers.size() != (kept.sound() < 0 ? 1 : 2)) {
      return false;
    }
    copy.cutOffAt(parts(segment.content(), end, this::part));
    return true;
  }

  /** Visits the parts of the segment and returns where the last of them ends. */
  private long parts(long from, long end, Ebml.Visitor visitor) throws IOException {
    long at = from;
    while (at < end) {
      copy.checkpoint();
      Element part = Ebml.at(file, at, end);
      if (part.isOpen()) {
        if (part.id() != CLUSTER) {
          throw new EOFException("An element has an unknown size");
        }
        part = new Element(part.id(), at, part.content(), endOf(part, end) - part.content());
      }
      visitor.visit(part);
      at = part.end();
    }
    return at;
  }

  /** A cluster of a live stream ends where the next part of the segment begins. */
  private long endOf(Element cluster, long end) throws IOException {
    long at = cluster.content();
    while (at < end) {
      Element inside = Ebml.at(file, at, end);
      if (PARTS.contains(inside.id()) || inside.isOpen() || inside.id() > 0xff_ffff) {
        break;
      }
      at = inside.end();
    }
    return at;
  }

  private void tracksOnly(Element part) throws IOException {
    if (part.id() == TRACKS) {
      int[] index = {0};
      each(
          part,
          element -> {
            if (element.id() == TRACK) {
              WebmTrack track = new WebmTrack(file, copy, element);
              if (track.isCounted()) {
                track(track, element, index[0]++);
              } else {
                Ebml.free(copy, element);
              }
            } else {
              Ebml.free(copy, element);
            }
          });
    }
  }

  private void track(WebmTrack track, Element element, int index) throws IOException {
    if (!kept.has(index)) {
      Ebml.free(copy, element);
    } else if (track.isPicture() == (index == kept.picture()) && numbers.add(track.number())) {
      track.clean();
    } else {
      throw new UnknownStructureException("The order of the tracks differs from that of ffprobe");
    }
  }

  private void part(Element part) throws IOException {
    if (part.id() == SEEK_HEAD) {
      each(part, this::seek);
    } else if (part.id() == INFO) {
      each(part, this::information);
    } else if (part.id() == CUES) {
      each(part, this::cue);
    } else if (part.id() == CLUSTER) {
      each(part, this::cluster);
    } else if (part.id() != TRACKS) {
      Ebml.free(copy, part);
    }
  }

  /** Frees an entry that points to a part that was removed. */
  private void seek(Element seek) throws IOException {
    boolean[] stays = {false};
    if (seek.id() == SEEK) {
      each(
          seek,
          part -> {
            if (part.id() == SEEK_ID && part.size() <= 4) {
              stays[0] = PARTS.contains(file.number(part.content(), (int) part.size()));
            }
          });
    }
    if (!stays[0]) {
      Ebml.free(copy, seek);
    }
  }

  /** Empties the names of the programs, which must be present but may be empty. */
  private void information(Element element) throws IOException {
    if (element.id() == MUXING_APP || element.id() == WRITING_APP) {
      copy.zero(element.content(), element.size());
    } else if (element.id() != TIMESTAMP_SCALE && element.id() != DURATION) {
      Ebml.free(copy, element);
    }
  }

  private void cue(Element cue) throws IOException {
    boolean[] stays = {false};
    if (cue.id() == CUE_POINT) {
      each(
          cue,
          part -> {
            if (part.id() == CUE_POSITIONS && isKept(part)) {
              stays[0] = true;
            } else if (part.id() != CUE_TIME) {
              Ebml.free(copy, part);
            }
          });
    }
    if (!stays[0]) {
      Ebml.free(copy, cue);
    }
  }

  private boolean isKept(Element positions) throws IOException {
    boolean[] found = {false};
    each(
        positions,
        part -> {
          if (part.id() == CUE_TRACK && part.size() <= 8) {
            found[0] = numbers.contains(file.number(part.content(), (int) part.size()));
          }
        });
    return found[0];
  }

  private void cluster(Element element) throws IOException {
    long id = element.id();
    if (id == SIMPLE_BLOCK) {
      if (!numbers.contains(Ebml.trackOf(file, element.content()))) {
        Ebml.free(copy, element);
      }
    } else if (id == BLOCK_GROUP) {
      group(element);
    } else if (id != CLUSTER_TIME && id != CLUSTER_POSITION && id != PREVIOUS_SIZE) {
      Ebml.free(copy, element);
    }
  }

  private void group(Element group) throws IOException {
    boolean[] stays = {false};
    each(
        group,
        part -> {
          if (part.id() == BLOCK) {
            stays[0] = numbers.contains(Ebml.trackOf(file, part.content()));
          } else if (!OF_BLOCK.contains(part.id()) && !(alpha && part.id() == ADDITIONS)) {
            Ebml.free(copy, part);
          }
        });
    if (!stays[0]) {
      Ebml.free(copy, group);
    }
  }

  private void each(Element parent, Ebml.Visitor visitor) throws IOException {
    Ebml.each(file, parent.content(), parent.end(), visitor);
  }
}
