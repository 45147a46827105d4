package io.reelway.encode;

import io.reelway.ffmpeg.Ffmpeg;
import io.reelway.ffmpeg.ToolResult;
import io.reelway.ffmpeg.ToolRun;
import io.reelway.plan.Target;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
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
   * Compares; an output of another size than planned resembles nothing.
   *
   * @param directory the attempt's directory
   */
  Found measure(Path directory, Path output, Target target, Samples samples)
      throws IOException, InterruptedException {
    List<Double> times = times(directory, samples);
    if (times.isEmpty()) {
      return new Found(OptionalDouble.empty(), List.of());
    }
    List<Double> values = new ArrayList<>();
    try (ToolRun run = ffmpeg.in(directory, LIMIT)) {
      ToolResult decoding =
          run.pipe(
              ffmpeg.command(arguments(output, target, samples, times)),
              printed ->
                  new BufferedReader(new InputStreamReader(printed, StandardCharsets.US_ASCII))
                      .lines()
                      .map(SSIM::matcher)
                      .filter(Matcher::find)
                      .forEach(found -> values.add(Double.parseDouble(found.group(1)))));
      double sum = values.stream().mapToDouble(Double::doubleValue).sum();
      return new Found(OptionalDouble.of(sum / times.size()), decoding.errors());
    }
  }

  /**
   * What a comparison found.
   *
   * @param mean the mean structural similarity, 0 to 1, over the samples, where one that the output
   *     lacks counts as 0; nothing when there are none
   * @param errors what was wrong with the output, as its decoder says
   */
  record Found(OptionalDouble mean, List<String> errors) {}

  /** Opens the output once for each sample, right before it, so that little has to be decoded. */
  private static List<String> arguments(
      Path output, Target target, Samples samples, List<Double> times) {
    List<String> words = new ArrayList<>(List.of("-v", "error", "-nostdin"));
    StringBuilder graph = new StringBuilder();
    for (int i = 0; i < times.size(); i++) {
      words.addAll(List.of("-threads", "1"));
      if (times.get(i) > EARLIER) {
        words.addAll(
            List.of("-seek_timestamp", "1", "-ss", Double.toString(times.get(i) - EARLIER)));
      }
      words.addAll(List.of("-f", OutputCheck.demuxer(target.fileType()), "-i", "file:" + output));
      graph.append(
          "[%d:v:0]trim=end_frame=1,setpts=N,format=yuv420p,setsar=1[f%d];".formatted(i, i));
    }
    words.addAll(List.of("-f", "nut", "-i", "file:" + samples.file()));
    for (int i = 0; i < times.size(); i++) {
      graph.append("[f").append(i).append(']');
    }
    graph.append("concat=n=%d,setpts=N/(25*TB)[got];".formatted(times.size()));
    graph.append(
        "[%d:v:0]setpts=N/(25*TB),format=yuv420p,crop=%d:%d:0:0:exact=1[want];"
            .formatted(times.size(), target.width(), target.height()));
    graph.append("[got][want]ssim,metadata=print:file=-");
    words.addAll(List.of("-filter_complex", graph.toString(), "-f", "null", "-"));
    return words;
  }

  private List<Double> times(Path directory, Samples samples)
      throws IOException, InterruptedException {
    if (samples.ofStill()) {
      return List.of(0.0);
    }
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
