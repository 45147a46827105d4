package io.reelway.verify;

import io.reelway.cut.Timeline;
import io.reelway.ffmpeg.Ffmpeg;
import io.reelway.ffmpeg.ToolRun;
import io.reelway.media.Rational;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One track of a file that an encoder wrote, from its packets, without decoding.
 *
 * @param timeline when its packets are shown
 * @param payload bytes of its packets
 * @param ordered whether the times of decoding ascend
 * @param width pixels; 0 for sound
 * @param height pixels; 0 for sound
 * @param configuration digest of the configuration of its decoder; empty without one
 * @param start the timestamp at which the file begins, in seconds
 */
public record CodedTrack(
    Timeline timeline,
    long payload,
    boolean ordered,
    int width,
    int height,
    String configuration,
    double start) {
  private static final String ENTRIES =
      "packet=pts,dts,size:stream=width,height,time_base,extradata_hash:format=start_time";

  private static final String NONE = "N/A";

  /**
   * Reads a track.
   *
   * @param demuxer ffmpeg's name of the format
   * @param track ffmpeg's name of the track, e.g. {@code v:0}
   * @throws Ffmpeg.RefusedException if ffprobe cannot read the file
   */
  public static CodedTrack read(Ffmpeg ffmpeg, ToolRun run, Path file, String demuxer, String track)
      throws IOException, InterruptedException {
    Lines lines = new Lines();
    ffmpeg.probeLines(
        run,
        List.of(
            "-v",
            "error",
            "-f",
            demuxer,
            "-select_streams",
            track,
            "-show_data_hash",
            "sha256",
            "-show_entries",
            ENTRIES,
            "-of",
            "compact",
            "file:" + file),
        lines::add);
    return lines.track();
  }

  private static final class Lines {
    private final List<Long> times = new ArrayList<>();
    private final Map<String, String> facts = new HashMap<>();
    private long payload;
    private long decoded = Long.MIN_VALUE;
    private boolean ordered = true;

    void add(String line) {
      String[] fields = line.split("\\|", -1);
      if (!fields[0].equals("packet")) {
        for (String field : fields) {
          keep(facts, field);
        }
        return;
      }
      Map<String, String> packet = new HashMap<>();
      for (String field : fields) {
        keep(packet, field);
      }
      payload += Long.parseLong(packet.getOrDefault("size", "0"));
      String shown = packet.getOrDefault("pts", NONE);
      if (shown.equals(NONE)) {
        ordered = false;
      } else {
        times.add(Long.parseLong(shown));
      }
      String time = packet.getOrDefault("dts", NONE);
      if (!time.equals(NONE)) {
        ordered &= Long.parseLong(time) > decoded;
        decoded = Long.parseLong(time);
      }
    }

    private static void keep(Map<String, String> values, String field) {
      int equals = field.indexOf('=');
      if (equals > 0) {
        values.putIfAbsent(field.substring(0, equals), field.substring(equals + 1));
      }
    }

    CodedTrack track() {
      String[] base = facts.getOrDefault("time_base", "1/1000").split("/", 2);
      String start = facts.getOrDefault("start_time", NONE);
      return new CodedTrack(
          Timeline.of(
              times.stream().mapToLong(Long::longValue).toArray(),
              new Rational(Long.parseLong(base[0]), Long.parseLong(base[1]))),
          payload,
          ordered,
          Integer.parseInt(facts.getOrDefault("width", "0")),
          Integer.parseInt(facts.getOrDefault("height", "0")),
          facts.getOrDefault("extradata_hash", ""),
          start.equals(NONE) ? 0 : Double.parseDouble(start));
    }
  }
}
