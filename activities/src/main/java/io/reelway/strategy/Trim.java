package io.reelway.strategy;

import io.reelway.media.MediaKind;
import io.reelway.media.Probe;
import io.reelway.plan.Excerpt;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Limits the time of a source, exact to the frame and the sample. Where the container has an index,
 * reading begins near the start: ffmpeg drops what lies before it, and counts the times from there.
 * Elsewhere, reading begins with the file, and filters drop what lies before the start. The option
 * {@code -t} is not exact: it counts from the first frame.
 *
 * @param start seconds; {@code null} for the start of the source
 * @param duration seconds; {@code null} until the end
 * @param seeks whether reading begins near the start
 */
record Trim(@Nullable Double start, @Nullable Double duration, boolean seeks) {
  /** ffmpeg's names of the demuxers that find the key frame before every time. */
  private static final Set<String> EXACT = Set.of("mov", "matroska");

  /** How far a border stands before a frame of the same time, in seconds: times are rounded. */
  private static final double EARLIER = 0.0001;

  static Trim of(Probe probe, @Nullable Excerpt excerpt) {
    boolean exact = EXACT.contains(probe.demuxer()) && probe.kind() != MediaKind.AUDIO;
    return excerpt == null
        ? new Trim(null, null, exact)
        : new Trim(excerpt.start(), excerpt.duration(), exact);
  }

  /** Options of the input: where reading begins. */
  List<String> input() {
    return start == null || !seeks ? List.of() : List.of("-ss", VideoArguments.seconds(start));
  }

  /** The filters of the picture; empty to keep all of it. */
  List<String> picture() {
    return filters("trim", "setpts", EARLIER);
  }

  /** The filters of the sound; empty to keep all of it. */
  List<String> sound() {
    return filters("atrim", "asetpts", 0);
  }

  private List<String> filters(String trim, String times, double earlier) {
    double begin = start == null || seeks ? 0 : start;
    String from = begin > 0 ? "start=" + VideoArguments.seconds(begin - earlier) : "";
    String to = duration == null ? "" : "end=" + VideoArguments.seconds(begin + duration - earlier);
    if (from.isEmpty()) {
      return to.isEmpty() ? List.of() : List.of(trim + "=" + to);
    }
    return List.of(
        trim + "=" + from + (to.isEmpty() ? "" : ":" + to),
        String.format(Locale.ROOT, "%s=PTS-%.6f/TB", times, begin));
  }
}
