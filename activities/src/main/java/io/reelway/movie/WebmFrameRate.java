package io.reelway.movie;

import io.reelway.media.Rational;
import io.reelway.movie.Ebml.Element;
import io.reelway.source.Bytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Corrects how long a frame lasts by the header of a WebM that ffmpeg wrote. ffmpeg states the
 * frame rate of the source, even if frames were dropped or their distances differ.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9559#section-5.1.4.1.13">RFC 9559,
 *     DefaultDuration</a>
 */
public final class WebmFrameRate {
  private static final long TRACKS = 0x1654ae6bL;
  private static final long TRACK = 0xae;
  private static final long NUMBER = 0xd7;
  private static final long TYPE = 0x83;
  private static final long FRAME_LENGTH = 0x23e383;
  private static final long CLUSTER = 0x1f43b675L;
  private static final long CLUSTER_TIME = 0xe7;
  private static final long SIMPLE_BLOCK = 0xa3;
  private static final long BLOCK_GROUP = 0xa0;
  private static final long BLOCK = 0xa1;
  private static final byte VOID = (byte) 0xec;
  private static final int PICTURE = 1;

  /** ffmpeg counts in milliseconds. */
  private static final double NANOSECONDS = 1_000_000;

  /** The largest share by which a length may be wrong: times are rounded to milliseconds. */
  private static final double TOLERANCE = 0.01;

  private final Bytes file;
  private final List<Element> clusters = new ArrayList<>();
  private long picture = -1;
  private @Nullable Element length;

  private WebmFrameRate(Bytes file) {
    this.file = file;
  }

  /**
   * Corrects a file. The length becomes that of the cap if the frames have this distance on
   * average, and their mean distance otherwise. If the number does not fit in its place, the header
   * states none.
   *
   * @param frames the number of frames
   * @param cap the maximum frame rate that was asked for; {@code null} without
   */
  public static void correct(Path path, long frames, @Nullable Rational cap) throws IOException {
    if (frames < 2) {
      return;
    }
    byte[] bytes;
    Element old;
    try (Bytes file = Bytes.ofWhole(path)) {
      WebmFrameRate rate = new WebmFrameRate(file);
      rate.read();
      old = rate.length;
      if (old == null) {
        return;
      }
      double mean = rate.millis() * NANOSECONDS / (frames - 1);
      if (mean <= 0 || isNear((double) rate.number(old), mean)) {
        return;
      }
      double capped = cap == null ? 0 : 1e9 / cap.value();
      bytes = rewritten(old, Math.round(isNear(capped, mean) ? capped : mean));
    }
    try (FileChannel out = FileChannel.open(path, StandardOpenOption.WRITE)) {
      out.write(ByteBuffer.wrap(bytes), old.end() - bytes.length);
    }
  }

  private static boolean isNear(double length, double mean) {
    return Math.abs(length - mean) <= TOLERANCE * mean;
  }

  /** The number in its old size, or a whole element that readers skip. */
  private static byte[] rewritten(Element old, long length) {
    int size = (int) old.size();
    if (length >>> (8 * size) == 0) {
      byte[] number = new byte[size];
      System.arraycopy(ByteBuffer.allocate(8).putLong(length).array(), 8 - size, number, 0, size);
      return number;
    }
    byte[] skipped = new byte[(int) (old.end() - old.at())];
    skipped[0] = VOID;
    skipped[1] = (byte) (0x80 | (skipped.length - 2));
    return skipped;
  }

  private void read() throws IOException {
    Element header = Ebml.at(file, 0, file.size());
    Element segment = Ebml.at(file, header.end(), file.size());
    Ebml.each(
        file,
        segment.content(),
        segment.end(),
        part -> {
          if (part.id() == TRACKS) {
            Ebml.each(file, part.content(), part.end(), this::track);
          } else if (part.id() == CLUSTER) {
            clusters.add(part);
          }
        });
  }

  private void track(Element track) throws IOException {
    if (track.id() != TRACK) {
      return;
    }
    long[] found = new long[2];
    Element[] stated = new Element[1];
    Ebml.each(
        file,
        track.content(),
        track.end(),
        part -> {
          if (part.id() == NUMBER) {
            found[0] = number(part);
          } else if (part.id() == TYPE) {
            found[1] = number(part);
          } else if (part.id() == FRAME_LENGTH) {
            stated[0] = part;
          }
        });
    if (found[1] == PICTURE) {
      picture = found[0];
      length = stated[0];
    }
  }

  private long number(Element element) throws IOException {
    return file.number(element.content(), (int) element.size());
  }

  /** From the time of the first frame to that of the last, in milliseconds. */
  private long millis() throws IOException {
    return Collections.max(times(clusters.reversed())) - Collections.min(times(clusters));
  }

  /** When the frames of the first of some clusters that has any are shown, in milliseconds. */
  private List<Long> times(List<Element> some) throws IOException {
    for (Element cluster : some) {
      List<Long> times = times(cluster);
      if (!times.isEmpty()) {
        return times;
      }
    }
    return List.of(0L);
  }

  /** When the frames of a cluster are shown. */
  private List<Long> times(Element cluster) throws IOException {
    long[] start = new long[1];
    List<Long> times = new ArrayList<>();
    Ebml.each(
        file,
        cluster.content(),
        cluster.end(),
        part -> {
          if (part.id() == CLUSTER_TIME) {
            start[0] = number(part);
          } else if (part.id() == SIMPLE_BLOCK) {
            add(times, start[0], part);
          } else if (part.id() == BLOCK_GROUP) {
            Ebml.each(
                file,
                part.content(),
                part.end(),
                inside -> {
                  if (inside.id() == BLOCK) {
                    add(times, start[0], inside);
                  }
                });
          }
        });
    return times;
  }

  /** A block begins with the number of its track, in one byte, and its time from its cluster. */
  private void add(List<Long> times, long start, Element block) throws IOException {
    if (Ebml.trackOf(file, block.content()) == picture) {
      times.add(start + (short) file.number(block.content() + 1, 2));
    }
  }
}
