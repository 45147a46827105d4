package io.reelway.encode;

import io.reelway.corpus.Corpus;
import io.reelway.corpus.Tools;
import io.reelway.ffmpeg.Ffmpeg;
import io.reelway.ffmpeg.ToolRun;
import io.reelway.job.Progress;
import io.reelway.media.Probe;
import io.reelway.plan.Attempt;
import io.reelway.plan.Plan;
import io.reelway.plan.Rendition;
import io.reelway.plan.StrategyId;
import io.reelway.planning.EncodeLimits;
import io.reelway.planning.Planner;
import io.reelway.probe.Prober;
import io.reelway.source.InputGuard;
import io.reelway.spec.JobOptions;
import io.reelway.spec.Preset;
import io.reelway.store.JobJson;
import io.reelway.strategy.Strategies;
import io.reelway.verify.Measured;
import io.reelway.verify.OutputCheck;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Encodes and verifies sources with the real ffmpeg. */
final class Studio {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  static final Ffmpeg FFMPEG = Tools.ffmpeg();

  private static final Prober PROBER = new Prober(FFMPEG, Tools.PROBE_LIMITS);
  private static final Planner PLANNER =
      new Planner(
          Strategies.builtIn(), new EncodeLimits(PATIENCE, 20, PATIENCE, PATIENCE), Tools.WHOLE);

  private final Path folder;
  private int made;

  /**
   * @param folder where sources and outputs are written
   */
  Studio(Path folder) {
    this.folder = folder;
  }

  /** A file of the corpus, e.g. {@code video/vp9-alpha-5s.webm}. */
  static Path corpus(String name) {
    return Corpus.file(name);
  }

  Probe probe(Path source) throws IOException, InterruptedException {
    try (ToolRun run = PROBER.newRun(folder)) {
      return PROBER.probe(run, source);
    }
  }

  static Attempt attempt(Probe probe, Preset preset, StrategyId strategy) {
    return attempt(PLANNER.plan(probe, preset, preset.defaults()), strategy);
  }

  static Attempt attempt(Plan plan, StrategyId strategy) {
    return plan.main().attempts().stream()
        .filter(attempt -> attempt.strategy().equals(strategy))
        .findFirst()
        .orElseThrow(() -> new AssertionError("not planned: " + strategy));
  }

  /** Encodes a source and checks the output, as the stage does. */
  Path encodeAndCheck(Path source, Preset preset, StrategyId strategy)
      throws IOException, InterruptedException {
    Take take = encode(source, preset, strategy);
    check(take);
    return take.output();
  }

  Take encode(Path source, Preset preset, StrategyId strategy)
      throws IOException, InterruptedException {
    Probe probe = probe(source);
    return encode(source, probe, attempt(probe, preset, strategy));
  }

  /**
   * Encodes the main output of a job with options.
   *
   * @param options in JSON, with single quotes
   */
  Take encode(Path source, Preset preset, String options) throws IOException, InterruptedException {
    return encode(source, preset, options, Rendition.MAIN);
  }

  /** Encodes one output of a job with options. */
  Take encode(Path source, Preset preset, String options, String output)
      throws IOException, InterruptedException {
    Probe probe = probe(source);
    Rendition rendition =
        plan(probe, preset, options).renditions().stream()
            .filter(one -> one.name().equals(output))
            .findFirst()
            .orElseThrow(() -> new AssertionError("not planned: " + output));
    return encode(source, probe, rendition.attempts().getFirst());
  }

  static Plan plan(Probe probe, Preset preset, String options) throws IOException {
    return PLANNER.plan(
        probe, preset, JobJson.MAPPER.readValue(options.replace('\'', '"'), JobOptions.class));
  }

  private Take encode(Path source, Probe probe, Attempt attempt)
      throws IOException, InterruptedException {
    Path output = folder.resolve("output-" + ++made + "." + attempt.mediaType().extension());
    Encoder.Encoding encoding = encode(source, probe, attempt, output);
    return new Take(probe, encoding.attempt(), output, encoding);
  }

  /** Encodes one attempt into a file. */
  Encoder.Encoding encode(Path source, Probe probe, Attempt attempt, Path output)
      throws IOException, InterruptedException {
    Encoder encoder =
        new Encoder(FFMPEG, new InputGuard(Tools.PROBE_LIMITS.pixels()), Strategies.builtIn(), 2);
    try (ToolRun run = encoder.newRun(folder, attempt)) {
      return encoder.encode(run, probe, attempt, source, output, progress -> {});
    }
  }

  Measured check(Take take) throws IOException, InterruptedException {
    return check(take, progress -> {});
  }

  Measured check(Take take, Consumer<Progress> progress) throws IOException, InterruptedException {
    return new OutputCheck(FFMPEG, 2)
        .measure(
            folder,
            take.output(),
            take.attempt(),
            take.encoding().frames(),
            take.encoding().comparison(),
            progress);
  }

  /** An encode that has not been checked yet. */
  record Take(Probe probe, Attempt attempt, Path output, Encoder.Encoding encoding) {
    /** A copy of this take with another time limit. */
    Take within(Duration timeLimit) {
      Attempt hurried =
          new Attempt(
              attempt.strategy(),
              attempt.mediaType(),
              attempt.settings(),
              attempt.expectation(),
              timeLimit,
              attempt.workload());
      return new Take(probe, hurried, output, encoding);
    }
  }

  /** The values of one metadata key that a filter such as signalstats writes for every frame. */
  List<Double> perFrame(Path file, String filters, String key)
      throws IOException, InterruptedException {
    return perFrame(List.of(), file, filters, key);
  }

  /** The same with options of the input, e.g. its decoder. */
  List<Double> perFrame(List<String> input, Path file, String filters, String key)
      throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of("-v", "error", "-nostdin"));
    words.addAll(input);
    words.addAll(List.of("-i", file.toString(), "-an", "-vf"));
    words.add(filters + ",metadata=print:key=" + key + ":file=-");
    words.addAll(List.of("-f", "null", "-"));
    String printed = run(words);
    return printed
        .lines()
        .filter(line -> line.startsWith(key + "="))
        .map(line -> Double.parseDouble(line.substring(key.length() + 1)))
        .toList();
  }

  /** The presentation times of the frames in seconds, in display order. */
  List<Double> times(Path file) throws IOException, InterruptedException {
    Packets read =
        ffprobe(file, Packets.class, "-select_streams", "v:0", "-show_entries", "packet=pts_time");
    return read.packets().stream().map(Packet::pts_time).sorted().toList();
  }

  /** The presentation times of the packets of the sound in seconds. */
  List<Double> soundTimes(Path file) throws IOException, InterruptedException {
    Packets read =
        ffprobe(file, Packets.class, "-select_streams", "a:0", "-show_entries", "packet=pts_time");
    return read.packets() == null
        ? List.of()
        : read.packets().stream().map(Packet::pts_time).toList();
  }

  /** The length of a file in seconds. */
  double seconds(Path file) throws IOException, InterruptedException {
    return ffprobe(file, Facts.class, "-show_entries", "format=duration").format().duration();
  }

  private record Facts(Format format) {}

  private record Format(double duration) {}

  /** The mean structural similarity of two videos whose frames are numbered alike. */
  double similarity(Path one, Path other) throws IOException, InterruptedException {
    return compared(one, other, "ssim", "lavfi.ssim.All").stream()
        .mapToDouble(value -> value)
        .average()
        .orElse(0);
  }

  /**
   * Compares two videos whose frames are numbered alike.
   *
   * @param filter ffmpeg's name of a filter that compares
   * @param key the metadata that it adds
   * @return one value for each frame
   */
  List<Double> compared(Path one, Path other, String filter, String key)
      throws IOException, InterruptedException {
    String printed =
        run(
            List.of(
                "-v",
                "error",
                "-nostdin",
                "-i",
                one.toString(),
                "-i",
                other.toString(),
                "-filter_complex",
                "[0:v]settb=1/1000,setpts=N[a];[1:v]settb=1/1000,setpts=N[b];[a][b]%s,metadata=print:key=%s:file=-"
                    .formatted(filter, key),
                "-f",
                "null",
                "-"));
    return printed
        .lines()
        .filter(line -> line.startsWith(key + "="))
        .map(line -> Double.parseDouble(line.substring(key.length() + 1)))
        .toList();
  }

  private record Packets(List<Packet> packets) {}

  private record Packet(double pts_time) {}

  /** A slow pan over a detailed picture: VP9 needs far fewer bytes for it than H.264. */
  Path slowPan() throws IOException, InterruptedException {
    return synthesize(
        "mp4",
        "-f",
        "lavfi",
        "-i",
        "mandelbrot=s=640x360,trim=end_frame=1,loop=-1:1,setpts=N/25/TB,scroll=h=0.003:v=0.002",
        "-t",
        "4",
        "-c:v",
        "mpeg4",
        "-q:v",
        "2");
  }

  /** Generates a source from ffmpeg's own test pictures and sounds. */
  Path synthesize(String extension, String... arguments) throws IOException, InterruptedException {
    return Tools.make(folder, "source-" + ++made + "." + extension, List.of(arguments));
  }

  /** Runs ffmpeg and returns its standard output. */
  String run(List<String> arguments) throws IOException, InterruptedException {
    return new String(bytes(arguments), java.nio.charset.StandardCharsets.UTF_8);
  }

  byte[] bytes(List<String> arguments) throws IOException, InterruptedException {
    return Tools.run(folder, arguments);
  }

  /** Runs ffprobe and maps its JSON to that record. */
  <T> T ffprobe(Path file, Class<T> report, String... options)
      throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of("-v", "error", "-of", "json"));
    words.addAll(List.of(options));
    words.add(file.toString());
    try (ToolRun run = FFMPEG.in(folder, PATIENCE)) {
      return FFMPEG.probe(run, words, report);
    }
  }
}
