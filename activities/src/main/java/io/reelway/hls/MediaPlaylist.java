package io.reelway.hls;

import io.reelway.movie.FragmentedTrack;
import io.reelway.movie.FragmentedTrack.Fragment;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The playlist of one size, or of the sound: the segments of one media file, by their ranges.
 *
 * @param targetSec no segment is longer, rounded to whole seconds; the same in all playlists of a
 *     stream
 * @param media the name of the media file
 * @param headerBytes length of the header, which begins the media file
 * @param segments the segments in order
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8216#section-4.3">RFC 8216, 4.3</a>
 */
public record MediaPlaylist(
    long targetSec, String media, long headerBytes, List<PlaylistSegment> segments) {
  private static final String TARGET = "#EXT-X-TARGETDURATION:";
  private static final String MAP = "#EXT-X-MAP:";
  private static final String LENGTH = "#EXTINF:";
  private static final String RANGE = "#EXT-X-BYTERANGE:";
  private static final String END = "#EXT-X-ENDLIST";
  private static final double LEAST_OF_TARGET = 0.5;
  private static final double MOST_OF_TARGET = 1.5;

  public MediaPlaylist {
    segments = List.copyOf(segments);
  }

  /**
   * A segment.
   *
   * @param seconds its length
   * @param offset its position in the media file
   * @param bytes its number of bytes
   */
  public record PlaylistSegment(double seconds, long offset, long bytes) {}

  /**
   * Lists the fragments of a track. The first segment begins at 0, even if the first frame is shown
   * later.
   */
  static MediaPlaylist of(String media, FragmentedTrack track) {
    List<PlaylistSegment> segments = new ArrayList<>();
    List<Fragment> fragments = track.fragments();
    double begin = 0;
    for (int i = 0; i < fragments.size(); i++) {
      Fragment fragment = fragments.get(i);
      double end = i + 1 < fragments.size() ? fragments.get(i + 1).start() : track.end();
      segments.add(new PlaylistSegment(end - begin, fragment.offset(), fragment.bytes()));
      begin = end;
    }
    long target =
        segments.stream().mapToLong(segment -> Math.round(segment.seconds())).max().orElse(0);
    return new MediaPlaylist(Math.max(1, target), media, track.headerBytes(), segments);
  }

  /** The same with the target of its stream. */
  MediaPlaylist withTarget(long seconds) {
    return new MediaPlaylist(seconds, media, headerBytes, segments);
  }

  /** The text of the file. */
  String text() {
    StringBuilder text = new StringBuilder("#EXTM3U\n#EXT-X-VERSION:7\n");
    text.append(TARGET).append(targetSec).append('\n');
    text.append("#EXT-X-PLAYLIST-TYPE:VOD\n#EXT-X-INDEPENDENT-SEGMENTS\n");
    text.append(MAP).append("URI=\"%s\",BYTERANGE=\"%d@0\"\n".formatted(media, headerBytes));
    for (PlaylistSegment segment : segments) {
      text.append(String.format(Locale.ROOT, "%s%.6f,\n", LENGTH, segment.seconds()));
      text.append("%s%d@%d\n".formatted(RANGE, segment.bytes(), segment.offset()));
      text.append(media).append('\n');
    }
    return text.append(END).append('\n').toString();
  }

  /**
   * Reads a playlist of one media file.
   *
   * @throws IOException when it is none
   */
  public static MediaPlaylist parse(String text) throws IOException {
    PlaylistLines lines = PlaylistLines.of(text);
    if (!lines.has(END)) {
      throw new IOException("The playlist has no end");
    }
    Attributes map = Attributes.parse(lines.value(MAP));
    String media = map.get("URI");
    List<PlaylistSegment> segments = new ArrayList<>();
    double seconds = -1;
    long[] range = {};
    for (String line : lines.all()) {
      if (line.startsWith(LENGTH)) {
        seconds = number(line.substring(LENGTH.length()).replace(",", ""));
      } else if (line.startsWith(RANGE)) {
        range = range(line.substring(RANGE.length()));
      } else if (!line.startsWith("#")) {
        if (seconds < 0 || range.length == 0 || !line.equals(media)) {
          throw new IOException("Not a segment of the media file: " + line);
        }
        segments.add(new PlaylistSegment(seconds, range[1], range[0]));
        seconds = -1;
        range = new long[0];
      }
    }
    long[] header = range(map.get("BYTERANGE"));
    if (header[1] != 0) {
      throw new IOException("The header does not begin the media file");
    }
    return new MediaPlaylist((long) number(lines.value(TARGET)), media, header[0], segments);
  }

  private static long[] range(String text) throws IOException {
    String[] parts = text.split("@", -1);
    if (parts.length != 2) {
      throw new IOException("Not a range: " + text);
    }
    return new long[] {(long) number(parts[0]), (long) number(parts[1])};
  }

  private static double number(String text) throws IOException {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException wrong) {
      throw new IOException("Not a number: " + text, wrong);
    }
  }

  /** The length of all segments in seconds. */
  public double seconds() {
    return segments.stream().mapToDouble(PlaylistSegment::seconds).sum();
  }

  /**
   * The peak bit rate, in bit/s: the highest one of neighbouring segments that together last 0.5 to
   * 1.5 times the target. A short last segment, which is mostly a key frame, does not count alone.
   *
   * @see <a href="https://www.rfc-editor.org/rfc/rfc8216#section-4.1">RFC 8216, 4.1</a>
   */
  long peak() {
    long peak = 0;
    for (int first = 0; first < segments.size(); first++) {
      double seconds = 0;
      long bytes = 0;
      for (PlaylistSegment next : segments.subList(first, segments.size())) {
        seconds += next.seconds();
        bytes += next.bytes();
        if (seconds > MOST_OF_TARGET * targetSec) {
          break;
        }
        if (seconds >= LEAST_OF_TARGET * targetSec) {
          peak = Math.max(peak, rate(bytes, seconds));
        }
      }
    }
    return peak > 0 ? peak : mean();
  }

  /** The mean bit rate, in bit/s. */
  long mean() {
    long bytes = segments.stream().mapToLong(PlaylistSegment::bytes).sum();
    return rate(bytes, seconds());
  }

  private static long rate(long bytes, double seconds) {
    return seconds > 0 ? (long) Math.ceil(8 * bytes / seconds) : 0;
  }
}
