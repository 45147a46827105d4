package io.reelway.cut;

import io.reelway.ffmpeg.Ffmpeg;
import io.reelway.ffmpeg.ToolRun;
import io.reelway.media.AudioTrack;
import io.reelway.media.Probe;
import io.reelway.media.Rational;
import io.reelway.source.Container;
import io.reelway.source.InputGuard;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * The frames of a source, from one pass over its packets, without decoding.
 *
 * @param timeline when each frame is shown, after the origin
 * @param keys times in seconds at which decoding can begin, ascending
 * @param origin the timestamp in seconds at which an output begins
 * @param end when the last frame ends, in seconds after the origin
 * @param delay how long after the origin an output begins that uses only the picture, in seconds
 * @param decoding when the first packet that was read is decoded, in seconds after the origin
 * @param packets where the packets are in the file
 */
public record SourceFrames(
    Timeline timeline,
    List<Double> keys,
    double origin,
    double end,
    double delay,
    double decoding,
    PacketBytes packets) {
  /** A day of frames. A source with more is encoded whole. */
  private static final int MOST_FRAMES = 6_000_000;

  private static final int STREAM = 1;
  private static final int PTS = 2;
  private static final int DTS = 3;
  private static final int DURATION = 4;
  private static final int SIZE = 5;
  private static final int POSITION = 6;
  private static final int FLAGS = 7;

  private static final Rational MICROSECONDS = new Rational(1, 1_000_000);

  /** How long packets are read after a time: frames may be stored after later ones. */
  private static final double NEAR_SECONDS = 30;

  /** How far a frame may begin after a time at which it counts as shown: times are rounded. */
  private static final double ROUNDING = 0.0001;

  /** Fields of a line, in the order in which ffprobe prints them. */
  private static final String ENTRIES =
      "packet=stream_index,pts,dts,duration,size,pos,flags:stream=index,time_base,start_time:format=start_time";

  /**
   * Reads the packets.
   *
   * @return empty if a frame has no time
   */
  public static Optional<SourceFrames> read(
      Ffmpeg ffmpeg, ToolRun run, InputGuard guard, Probe probe, Path source)
      throws IOException, InterruptedException {
    return read(ffmpeg, run, guard, probe, source, List.of());
  }

  /**
   * Reads the frames near a time that decode when ffmpeg begins to read at another. The container
   * must have an index. ffmpeg may begin with a key frame that is shown later: MP4 has an index of
   * the times of decoding.
   *
   * @param from where reading begins, in seconds after the origin
   * @param time the time whose frame is wanted, in seconds after the origin; at least {@code from}
   * @return empty if a frame has no time
   */
  public static Optional<SourceFrames> near(
      Ffmpeg ffmpeg,
      ToolRun run,
      InputGuard guard,
      Probe probe,
      Path source,
      double from,
      double time)
      throws IOException, InterruptedException {
    Optional<SourceFrames> found = read(ffmpeg, run, guard, probe, source, interval(from, time));
    double origin = found.map(SourceFrames::origin).orElse(0.0);
    return origin == 0
        ? found
        : read(ffmpeg, run, guard, probe, source, interval(origin + from, origin + time));
  }

  /** The packets from the key frame before one timestamp until after another. */
  private static List<String> interval(double from, double time) {
    return List.of(
        "-read_intervals", String.format(Locale.ROOT, "%.6f%%%.6f", from, time + NEAR_SECONDS));
  }

  private static Optional<SourceFrames> read(
      Ffmpeg ffmpeg, ToolRun run, InputGuard guard, Probe probe, Path source, List<String> interval)
      throws IOException, InterruptedException {
    Container container = Container.of(probe);
    List<String> words = new ArrayList<>(List.of("-v", "error", "-threads", "1"));
    words.addAll(interval);
    words.addAll(guard.options(container));
    words.addAll(List.of("-show_entries", ENTRIES, "-of", "csv", "file:" + source));
    Lines lines = new Lines(probe.pictureTrack().index(), !interval.isEmpty());
    ffmpeg.probeLines(run, words, lines::add);
    return lines.frames(probe);
  }

  /** The longest time from one key frame to the next, or to the end, in seconds. */
  public double widestKeyGap() {
    double widest = 0;
    double before = 0;
    for (double key : keys) {
      widest = Math.max(widest, key - before);
      before = key;
    }
    return Math.max(widest, end - before);
  }

  /**
   * When the frame begins that is shown at a time; empty before the first frame.
   *
   * @param time seconds after the origin
   */
  public OptionalDouble shownAt(double time) {
    OptionalDouble shown = OptionalDouble.empty();
    for (int i = 0; i < timeline.size() && timeline.seconds(i) <= time + ROUNDING; i++) {
      shown = OptionalDouble.of(Math.min(time, timeline.seconds(i)));
    }
    return shown;
  }

  private static final class Lines {
    private final String track;
    private final Map<String, String> starts = new HashMap<>();
    private long[] ticks = new long[1024];
    private long[] keys = new long[64];
    private int keyCount;
    private final PacketBytes.Builder packets = new PacketBytes.Builder();
    private int count;
    private final boolean partial;
    private long end = Long.MIN_VALUE;
    private @Nullable Long firstShown;
    private long firstDecoded;
    private boolean complete = true;
    private Rational base = MICROSECONDS;
    private String start = "";

    /**
     * @param partial whether reading began in the middle
     */
    Lines(int track, boolean partial) {
      this.track = Integer.toString(track);
      this.partial = partial;
    }

    void add(String line) {
      String[] fields = line.split(",", -1);
      switch (fields[0]) {
        case "packet" -> addPacket(fields);
        case "stream" -> addStream(fields);
        case "format" -> start = fields[1];
        default -> {
          // A side effect of the format: it says nothing about frames.
        }
      }
    }

    private void addPacket(String[] fields) {
      if (fields.length <= FLAGS || !fields[STREAM].equals(track)) {
        return;
      }
      if (firstShown == null && !fields[PTS].equals("N/A")) {
        firstShown = Long.parseLong(fields[PTS]);
        firstDecoded = fields[DTS].equals("N/A") ? firstShown : Long.parseLong(fields[DTS]);
      }
      packets.add(fields[PTS], fields[FLAGS].startsWith("K"), fields[POSITION], fields[SIZE]);
      if (fields[FLAGS].contains("D")) {
        return;
      }
      if (count == MOST_FRAMES || fields[PTS].equals("N/A")) {
        complete = false;
        return;
      }
      long time = Long.parseLong(fields[PTS]);
      if (partial && firstShown != null && time < firstShown) {
        // It refers to frames before the first key frame, so ffmpeg drops it.
        return;
      }
      ticks = room(ticks, count);
      ticks[count++] = time;
      long duration = fields[DURATION].equals("N/A") ? 0 : Long.parseLong(fields[DURATION]);
      end = Math.max(end, time + duration);
      if (fields[FLAGS].startsWith("K")) {
        keys = room(keys, keyCount);
        keys[keyCount++] = time;
      }
    }

    private static long[] room(long[] values, int used) {
      return used < values.length ? values : Arrays.copyOf(values, 2 * used);
    }

    private void addStream(String[] fields) {
      starts.put(fields[1], fields[3]);
      if (fields[1].equals(track)) {
        String[] parts = fields[2].split("/", 2);
        base = new Rational(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
      }
    }

    Optional<SourceFrames> frames(Probe probe) {
      if (!complete || count == 0) {
        return Optional.empty();
      }
      long origin = origin(probe);
      long shift = Timeline.scaled(origin, MICROSECONDS, base);
      long[] shown = Arrays.stream(ticks, 0, count).map(time -> time - shift).toArray();
      double second = base.value();
      return Optional.of(
          new SourceFrames(
              Timeline.of(shown, base),
              Arrays.stream(keys, 0, keyCount)
                  .sorted()
                  .mapToObj(time -> (time - shift) * second)
                  .toList(),
              origin / 1e6,
              (end() - shift) * second,
              probe.countsByTracks() ? Math.max(0, (own() - origin) / 1e6) : 0,
              (firstDecoded - shift) * second,
              packets.build(shift, second)));
    }

    /**
     * When the last frame ends. Some containers do not tell how long frames last; ffmpeg then shows
     * the last one as long as the one before it.
     */
    private long end() {
      long[] shown = Arrays.copyOf(ticks, count);
      Arrays.sort(shown);
      long last = shown[count - 1];
      return end > last || count == 1 ? end : 2 * last - shown[count - 2];
    }

    /** Where the picture begins, in microseconds. */
    private long own() {
      return micros(starts.getOrDefault(track, "")).orElse(0L);
    }

    /** Where ffmpeg lets an output with picture and sound begin, in microseconds. */
    private long origin(Probe probe) {
      if (!probe.countsByTracks()) {
        return micros(start).orElse(0L);
      }
      AudioTrack audio = probe.audio();
      String sound = audio == null ? track : Integer.toString(audio.index());
      return List.of(track, sound).stream()
          .flatMap(index -> micros(starts.getOrDefault(index, "")).stream())
          .min(Long::compare)
          .orElse(0L);
    }

    private static Optional<Long> micros(String seconds) {
      return seconds.isEmpty() || seconds.equals("N/A")
          ? Optional.empty()
          : Optional.of(Math.round(Double.parseDouble(seconds) * 1e6));
    }
  }
}
