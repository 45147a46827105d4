package io.reelway.verify;

import io.reelway.ffmpeg.Ffmpeg;
import io.reelway.ffmpeg.ToolResult;
import io.reelway.ffmpeg.ToolRun;
import io.reelway.plan.Attempt;
import io.reelway.plan.ExpectedPicture;
import io.reelway.plan.ExpectedPicture.Shape;
import io.reelway.plan.QualityMetric;
import io.reelway.strategy.InvisiblePixels;
import io.reelway.strategy.Samples;
import io.reelway.strategy.SmallImages;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Compares an output with the frames that were stored during its encode. */
final class Similarity {
  /** The metadata that the ssim filter adds; 1 for identical frames. */
  private static final Pattern SSIM = Pattern.compile("lavfi\\.ssim\\.All=([0-9.]+)");

  /**
   * How far a seek goes before its frame, in seconds. This is less than the shortest distance
   * between two frames, and more than any rounding.
   */
  private static final double EARLIER = 0.004;

  private final Ffmpeg ffmpeg;

  Similarity(Ffmpeg ffmpeg) {
    this.ffmpeg = ffmpeg;
  }

  /**
   * Compares an output with the samples. An output of another size than planned has similarity 0.
   *
   * @param directory the attempt's directory
   * @param demuxer ffmpeg's name of the format of the output
   * @param stream ffmpeg's name of the picture in the output, e.g. {@code v:0}
   */
  Found measure(
      Path directory, Path output, String demuxer, String stream, Attempt attempt, Samples samples)
      throws IOException, InterruptedException {
    List<Double> all = times(directory, attempt, samples);
    boolean still = attempt.expectation().shows(Shape.STILL) && !all.isEmpty();
    List<Double> times = still ? all.subList(0, 1) : all;
    return compare(
        directory, looks(output, demuxer, stream, times), times.size(), attempt, samples);
  }

  /** Compares raw pixels with the samples: one frame for each of the {@link #times}. */
  Found measureRaw(Path directory, Path rgba, int pictures, Attempt attempt, Samples samples)
      throws IOException, InterruptedException {
    Looks looks = new Looks();
    String size = attempt.picture().width() + "x" + attempt.picture().height();
    looks.words.addAll(List.of("-f", "rawvideo", "-pix_fmt", "rgba", "-video_size", size));
    looks.words.addAll(List.of("-i", "file:" + rgba));
    looks.inputs = 1;
    looks.graph.append("[0:v]setpts=N/(25*TB),format=yuv420p,setsar=1[got];");
    return compare(directory, looks, pictures, attempt, samples);
  }

  private Found compare(Path directory, Looks looks, int pictures, Attempt attempt, Samples samples)
      throws IOException, InterruptedException {
    if (pictures == 0) {
      return new Found(OptionalDouble.empty(), List.of());
    }
    List<Double> values = new ArrayList<>();
    try (ToolRun run = ffmpeg.in(directory, attempt.timeLimit())) {
      ToolResult decoding =
          run.pipe(
              ffmpeg.command(arguments(looks, attempt, samples)),
              printed ->
                  new BufferedReader(new InputStreamReader(printed, StandardCharsets.US_ASCII))
                      .lines()
                      .map(SSIM::matcher)
                      .filter(Matcher::find)
                      .forEach(found -> values.add(Double.parseDouble(found.group(1)))));
      double sum = values.stream().mapToDouble(Double::doubleValue).sum();
      return new Found(OptionalDouble.of(sum / pictures), decoding.errors());
    }
  }

  /**
   * What a comparison found.
   *
   * @param mean the mean structural similarity over the samples, 0 to 1; empty without samples. A
   *     sample that the output lacks counts as 0
   * @param errors what the decoder of the output reported
   */
  record Found(OptionalDouble mean, List<String> errors) {}

  /** The inputs, and the part of a graph that joins them to one stream {@code [got]}. */
  private static final class Looks {
    final List<String> words = new ArrayList<>(List.of("-v", "error", "-nostdin"));
    final StringBuilder graph = new StringBuilder();
    int inputs;
  }

  /** Opens the output once for each sample, right before it, so that little has to be decoded. */
  private static Looks looks(Path output, String demuxer, String stream, List<Double> times) {
    Looks looks = new Looks();
    looks.inputs = times.size();
    for (int i = 0; i < times.size(); i++) {
      looks.words.addAll(List.of("-threads", "1"));
      // The first sample is the first frame.
      if (i > 0) {
        looks.words.addAll(
            List.of("-seek_timestamp", "1", "-ss", Double.toString(times.get(i) - EARLIER)));
      }
      looks.words.addAll(InvisiblePixels.black(demuxer));
      looks.words.addAll(List.of("-f", demuxer));
      looks.words.addAll(List.of("-i", "file:" + output));
      looks.graph.append(
          "[%d:%s]trim=end_frame=1,setpts=N,format=yuv420p,setsar=1[f%d];".formatted(i, stream, i));
    }
    for (int i = 0; i < times.size(); i++) {
      looks.graph.append("[f").append(i).append(']');
    }
    looks.graph.append("concat=n=%d,setpts=N/(25*TB)[got];".formatted(times.size()));
    return looks;
  }

  private static List<String> arguments(Looks looks, Attempt attempt, Samples samples) {
    List<String> words = new ArrayList<>(looks.words);
    words.addAll(List.of("-f", "nut", "-i", "file:" + samples.file()));
    ExpectedPicture picture = attempt.picture();
    String large = SmallImages.enlarged(QualityMetric.SSIM, picture);
    String graph =
        looks.graph
            + "[%d:v:0]setpts=N/(25*TB),format=yuv420p,crop=%d:%d:0:0:exact=1[want];"
                .formatted(looks.inputs, picture.width(), picture.height())
            + "[got]%s[a];[want]%s[b];[a][b]ssim,metadata=print:file=-".formatted(large, large);
    words.addAll(List.of("-filter_complex", graph, "-f", "null", "-"));
    return words;
  }

  /** The times of the samples, in seconds, ascending. */
  List<Double> times(Path directory, Attempt attempt, Samples samples)
      throws IOException, InterruptedException {
    try (ToolRun run = ffmpeg.in(directory, attempt.timeLimit())) {
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
