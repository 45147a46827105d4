package io.reelway.strategy;

import io.reelway.media.MediaKind;
import io.reelway.media.Probe;
import io.reelway.plan.Excerpt;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Limits the time of a source, exact to the frame and the sample. Where the container has an index,
 * reading begins with the first frame: ffmpeg drops what lies before it, and counts the times from
 * there. Elsewhere, and where ffmpeg would not find that frame, reading begins earlier, and filters
 * drop what lies before the start. The option {@code -t} is not exact: it counts from the first
 * frame.
 *
 * @param start seconds; {@code null} for the start of the source
 * @param duration seconds; {@code null} until the end
 * @param frame the frame that is shown at the start; {@code null} if it begins with the start
 * @param seeks whether reading begins near the start
 */
record Trim(
    @Nullable Double start, @Nullable Double duration, @Nullable FirstFrame frame, boolean seeks) {
  /** ffmpeg's names of the demuxers that find the key frame before every time. */
  private static final Set<String> EXACT = Set.of("mov", "matroska");

  /** How far a border stands before a frame of the same time, in seconds: times are rounded. */
  private static final double EARLIER = 0.0001;

  /** Some formats count in whole frames, or in milliseconds, which would round a start. */
  private static final String FINE_TIMES = "settb='if(gt(intb,1/5000),1/90000,intb)'";

  /** The part of the time of a video. */
  static Trim of(VideoTask task) {
    return of(task.probe(), task.attempt().excerpt(), task.firstFrame());
  }

  /** The part of the time of sound alone. */
  static Trim of(Probe probe, @Nullable Excerpt excerpt) {
    return of(probe, excerpt, null);
  }

  private static Trim of(Probe probe, @Nullable Excerpt excerpt, @Nullable FirstFrame frame) {
    boolean exact = hasIndex(probe) || (frame != null && frame.near());
    return excerpt == null
        ? new Trim(null, null, null, exact)
        : new Trim(excerpt.start(), excerpt.duration(), frame, exact);
  }

  /** Whether ffmpeg finds every time of a video without reading all before it. */
  static boolean hasIndex(Probe probe) {
    return EXACT.contains(probe.demuxer()) && probe.kind() != MediaKind.AUDIO;
  }

  /** Options of the input: where reading begins. */
  List<String> input() {
    List<String> words = new ArrayList<>();
    if (start != null && seeks) {
      words.addAll(List.of("-ss", VideoArguments.seconds(reading(start))));
    }
    if (frame != null && frame.delay() > 0) {
      words.addAll(List.of("-itsoffset", VideoArguments.seconds(frame.delay())));
    }
    return words;
  }

  private double reading(double start) {
    if (!seeks) {
      return 0;
    }
    return frame == null ? start : frame.reading();
  }

  /** The start, counted from where reading begins. */
  private double begin() {
    return start == null ? 0 : start - reading(start);
  }

  /** The filters of the picture; empty to keep all of it. */
  List<String> picture() {
    List<String> filters = new ArrayList<>();
    double begin = begin();
    if (begin > 0) {
      filters.add(FINE_TIMES);
    }
    double first = frame == null ? begin : frame.begin() - reading(frame.begin());
    if (begin > 0 && (first > 0 || !seeks)) {
      filters.add("trim=start=" + VideoArguments.seconds(Math.max(0, first - EARLIER)));
    }
    if (begin > 0) {
      // The first frame may have begun before the start.
      filters.add(String.format(Locale.ROOT, "setpts='max(0,round(PTS-%.6f/TB))'", begin));
    }
    if (duration != null) {
      filters.add("trim=end=" + VideoArguments.seconds(duration - EARLIER));
    }
    return filters;
  }

  /** The filters of the sound; empty to keep all of it. */
  List<String> sound() {
    double begin = begin();
    String to = duration == null ? "" : "end=" + VideoArguments.seconds(begin + duration);
    if (begin == 0) {
      return to.isEmpty() ? List.of() : List.of("atrim=" + to);
    }
    return List.of(
        "atrim=start=" + VideoArguments.seconds(begin) + (to.isEmpty() ? "" : ":" + to),
        String.format(Locale.ROOT, "asetpts=PTS-%.6f/TB", begin));
  }
}
