package io.reelway.encode;

import io.reelway.ffmpeg.Ffmpeg;
import io.reelway.ffmpeg.ToolRun;
import io.reelway.plan.FileType;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Holds an output against the frames that were set aside while it was made. */
final class Similarity {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  /** The metadata that the ssim filter leaves; 1 for frames that are the same. */
  private static final Pattern SSIM = Pattern.compile("lavfi\\.ssim\\.All=([0-9.]+)");

  /** Earlier than a frame by less than the shortest distance of two, more than any rounding. */
  private static final double EARLIER = 0.004;

  private final Ffmpeg ffmpeg;

  Similarity(Ffmpeg ffmpeg) {
    this.ffmpeg = ffmpeg;
  }

  /**
   * The mean structural similarity, 0 to 1, over the samples, where one that the output lacks
   * counts as 0; nothing when there are none.
   */
  OptionalDouble measure(Path directory, Path output, FileType type, Samples samples)
      throws IOException, InterruptedException {
    List<Double> times = times(directory, samples);
    if (times.isEmpty()) {
      return OptionalDouble.empty();
    }
    List<Double> values = new ArrayList<>();
    try (ToolRun run = ffmpeg.in(directory, LIMIT)) {
      Process process = run.run(ffmpeg.command(arguments(output, type, samples, times)));
      try (BufferedReader lines = process.inputReader()) {
        lines
            .lines()
            .map(SSIM::matcher)
            .filter(Matcher::find)
            .forEach(found -> values.add(Double.parseDouble(found.group(1))));
      }
      process.waitFor();
    }
    return OptionalDouble.of(values.stream().mapToDouble(Double::doubleValue).sum() / times.size());
  }

  /** Opens the output once for each sample, right before it, so that little has to be decoded. */
  private static List<String> arguments(
      Path output, FileType type, Samples samples, List<Double> times) {
    List<String> words = new ArrayList<>(List.of("-v", "error", "-nostdin"));
    StringBuilder graph = new StringBuilder();
    for (int i = 0; i < times.size(); i++) {
      words.addAll(List.of("-threads", "1"));
      if (times.get(i) > EARLIER) {
        words.addAll(
            List.of("-seek_timestamp", "1", "-ss", Double.toString(times.get(i) - EARLIER)));
      }
      words.addAll(List.of("-f", OutputCheck.demuxer(type), "-i", "file:" + output));
      graph.append(
          "[%d:v:0]trim=end_frame=1,setpts=N,format=yuv420p,setsar=1[f%d];".formatted(i, i));
    }
    words.addAll(List.of("-f", "nut", "-i", "file:" + samples.file()));
    for (int i = 0; i < times.size(); i++) {
      graph.append("[f").append(i).append(']');
    }
    graph.append("concat=n=%d,setpts=N/(25*TB)[got];".formatted(times.size()));
    graph.append("[%d:v:0]setpts=N/(25*TB),format=yuv420p[want];".formatted(times.size()));
    graph.append("[got][want]ssim,metadata=print:file=-");
    words.addAll(List.of("-filter_complex", graph.toString(), "-f", "null", "-"));
    return words;
  }

  private List<Double> times(Path directory, Samples samples)
      throws IOException, InterruptedException {
    try (ToolRun run = ffmpeg.in(directory, LIMIT)) {
      Packets read =
          ffmpeg.probe(
              run,
              List.of(
                  "-v",
                  "error",
                  "-f",
                  "nut",
                  "-print_format",
                  "json",
                  "-show_entries",
                  "packet=pts_time",
                  "file:" + samples.file()),
              Packets.class);
      return read.packets() == null
          ? List.of()
          : read.packets().stream().map(Packet::pts_time).toList();
    }
  }

  private record Packets(@Nullable List<Packet> packets) {}

  private record Packet(double pts_time) {}
}
