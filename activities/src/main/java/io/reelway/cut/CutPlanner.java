package io.reelway.cut;

import io.reelway.media.Probe;
import io.reelway.media.Rational;
import io.reelway.media.VideoTrack;
import io.reelway.plan.ByteSpan;
import io.reelway.plan.Segment;
import io.reelway.source.Container;
import io.reelway.stage.CutStage.Cuts;
import io.reelway.strategy.FrameRateCap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the cuts of a video. All segments have about the same length, so that all cores are busy
 * to the end, and a cut stands at a key frame if there is one near, so that no frame is decoded
 * twice.
 */
final class CutPlanner {
  /** Segments of one video. More would make the history of its job too long; see decision 0105. */
  private static final int MOST_SEGMENTS = 600;

  /** A video with fewer frames for each segment is a slide show: its segments are not worth it. */
  private static final int LEAST_FRAMES = 8;

  /**
   * Formats in which seeking was seen to find every frame. FLV without an index and elementary
   * streams lose some.
   */
  private static final Set<Container> SEEKABLE =
      Set.of(
          Container.MP4,
          Container.MATROSKA,
          Container.WEBM,
          Container.MPEG_TS,
          Container.AVI,
          Container.ASF);

  /** Containers with an index of key frames. */
  private static final Set<Container> INDEXED =
      Set.of(Container.MP4, Container.MATROSKA, Container.WEBM);

  /** Codecs whose key frames were seen to be clean. */
  private static final Set<String> CODECS =
      Set.of(
          "h264",
          "hevc",
          "av1",
          "vp8",
          "vp9",
          "mpeg1video",
          "mpeg2video",
          "mpeg4",
          "prores",
          "mjpeg",
          "dnxhd",
          "wmv1",
          "wmv2",
          "wmv3",
          "vc1",
          "ffv1",
          "huffyuv",
          "rawvideo");

  private static final String NOT_SEEKABLE =
      "The video is encoded in one piece, because its format cannot be cut exactly.";

  private static final String NO_TIMES =
      "The video is encoded in one piece, because its frames have no times.";

  /** Stores hidden frames as packets of their own, with the time of the frame that follows. */
  private static final String HIDDEN_FRAMES = "vp8";

  private static final String SAME_TIMES =
      "The video is encoded in one piece, because some of its frames have the same time.";

  /** Decoding begins this much earlier where the frame itself is no place to begin. */
  private static final double PRE_ROLL = 2;

  /**
   * ffmpeg looks for a key frame a little before the time that it is given, because some containers
   * know only the times of decoding.
   */
  private static final double PAST_KEY = 0.15;

  /** Below this distance, the next key frame might be found instead. */
  private static final double LEAST_KEY_DISTANCE = 0.5;

  /**
   * How long before a key frame reading begins in a container without an index, where ffmpeg finds
   * any packet before a time.
   */
  private static final double BEFORE_KEY = 0.5;

  /** Deinterlacing needs the frames of this time before the first one. */
  private static final double NEIGHBOURS = 0.5;

  private final int slots;

  /**
   * @param slots the number of encodes at the same time on this host, at least 1
   */
  CutPlanner(int slots) {
    this.slots = slots;
  }

  /**
   * Why the source must be encoded whole, before its frames are read; {@code null} if it may not.
   */
  static @Nullable Cuts whole(Probe probe) {
    boolean suited =
        SEEKABLE.contains(Container.of(probe)) && CODECS.contains(probe.pictureTrack().codec());
    return suited ? null : Cuts.none(NOT_SEEKABLE);
  }

  /** The answer for a source in which a frame has no time. */
  static Cuts withoutTimes() {
    return Cuts.none(NO_TIMES);
  }

  /**
   * Chooses the cuts.
   *
   * @param cap frames per second that the encode keeps; {@code null} for all
   * @param milliseconds whether the output rounds times to milliseconds
   * @param length the wanted length of a segment
   */
  Cuts plan(
      Probe probe,
      SourceFrames source,
      @Nullable Rational cap,
      boolean milliseconds,
      Duration length) {
    Timeline frames =
        cap == null ? source.timeline() : source.timeline().capped(new FrameRateCap(cap));
    Timeline stored = milliseconds ? frames.inMilliseconds() : frames;
    int count = segments(source.end() - frames.seconds(0), length);
    if (count < 2 || frames.size() < count * LEAST_FRAMES) {
      return Cuts.none(null);
    }
    if (frames.isRepeated() && !HIDDEN_FRAMES.equals(probe.pictureTrack().codec())) {
      return Cuts.none(SAME_TIMES);
    }
    int[] cuts = cuts(frames, source, count);
    List<Segment> segments = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      boolean last = i == count - 1;
      int to = last ? frames.size() : cuts[i + 1];
      if (to - cuts[i] < LEAST_FRAMES) {
        return Cuts.none(null);
      }
      double start = frames.seconds(cuts[i]);
      double end = last ? end(frames, source) : frames.seconds(to);
      Double seek = i == 0 ? null : seek(probe, source, start);
      segments.add(
          new Segment(
              i,
              Math.max(0, start),
              end,
              seek,
              to - cuts[i],
              stored.digest(cuts[i], to),
              bytes(probe, source, seek, end)));
    }
    return new Cuts(segments, source.origin(), source.end(), stored.digest(), null);
  }

  /**
   * The bytes that the decoder of a segment reads. Only the index of an MP4 says where each packet
   * is, so that ffmpeg reads no others.
   */
  private static @Nullable ByteSpan bytes(
      Probe probe, SourceFrames source, @Nullable Double seek, double end) {
    if (Container.of(probe) != Container.MP4) {
      return null;
    }
    return source.packets().span(seek == null ? null : seek - PAST_KEY, end);
  }

  /** The end of the last segment, after its last frame even if that has no duration. */
  private static double end(Timeline frames, SourceFrames source) {
    return Math.max(source.end(), frames.seconds(frames.size() - 1) + 0.001);
  }

  /** As many segments as fill the slots of this host evenly, none shorter than half the length. */
  private int segments(double seconds, Duration length) {
    double wanted = length.toMillis() / 1e3;
    int even = (int) Math.ceil(Math.ceil(seconds / wanted) / slots) * slots;
    int most = (int) Math.min(MOST_SEGMENTS, seconds / (wanted / 2));
    return Math.min(even, most);
  }

  /** The first frame of each segment. */
  private static int[] cuts(Timeline frames, SourceFrames source, int count) {
    double first = frames.seconds(0);
    double step = (source.end() - first) / count;
    int[] cuts = new int[count];
    for (int i = 1; i < count; i++) {
      double wanted = first + i * step;
      double key = nearest(source.keys(), wanted);
      cuts[i] = indexOf(frames, Math.abs(key - wanted) <= step / 4 ? key : wanted);
    }
    return cuts;
  }

  private static double nearest(List<Double> keys, double time) {
    int at = Collections.binarySearch(keys, time);
    int after = at >= 0 ? at : -at - 1;
    double next = after < keys.size() ? keys.get(after) : Double.POSITIVE_INFINITY;
    double former = after > 0 ? keys.get(after - 1) : Double.NEGATIVE_INFINITY;
    return time - former < next - time ? former : next;
  }

  /** The first frame that is not before a time. */
  private static int indexOf(Timeline frames, double time) {
    int low = 0;
    int high = frames.size() - 1;
    while (low < high) {
      int middle = (low + high) / 2;
      if (frames.seconds(middle) < time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /**
   * Where the decoder begins: at the key frame itself if that is safe. Otherwise well before, and
   * before a key frame that is not after the segment's first frame: groups of pictures may be long,
   * and a video may have pauses.
   */
  private static double seek(Probe probe, SourceFrames source, double start) {
    double key = nearest(source.keys(), start);
    int after = Collections.binarySearch(source.keys(), key) + 1;
    boolean alone =
        after >= source.keys().size() || source.keys().get(after) - key >= LEAST_KEY_DISTANCE;
    boolean interlaced = probe.pictureTrack() instanceof VideoTrack video && video.interlaced();
    boolean indexed = INDEXED.contains(Container.of(probe));
    if (key == start && alone && !interlaced && indexed) {
      return start + PAST_KEY;
    }
    double former = former(source.keys(), interlaced ? start - NEIGHBOURS : start);
    double safe = indexed ? former + PAST_KEY : former - BEFORE_KEY;
    return Math.max(0, Math.min(start - PRE_ROLL, safe));
  }

  /** The last key frame that is not after a time; 0 without one. */
  private static double former(List<Double> keys, double time) {
    int at = Collections.binarySearch(keys, time);
    int before = at >= 0 ? at : -at - 2;
    return before < 0 ? 0 : keys.get(before);
  }
}
