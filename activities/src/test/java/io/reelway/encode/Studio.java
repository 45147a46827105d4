package io.reelway.encode;

import io.reelway.corpus.Tools;
import io.reelway.ffmpeg.Ffmpeg;
import io.reelway.ffmpeg.ToolRun;
import io.reelway.media.Probe;
import io.reelway.plan.Preset;
import io.reelway.plan.Strategy;
import io.reelway.plan.Target;
import io.reelway.planning.EncodeLimits;
import io.reelway.planning.Planner;
import io.reelway.probe.Prober;
import io.reelway.source.InputGuard;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The real ffmpeg, and with it the way from a source to a verified output. */
final class Studio {
  private static final Path MEDIA =
      Path.of(Objects.requireNonNull(System.getProperty("reelway.media"), "reelway.media"));

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  static final Ffmpeg FFMPEG = Tools.ffmpeg();

  private static final Prober PROBER = new Prober(FFMPEG, Tools.PROBE_LIMITS);
  private static final Planner PLANNER =
      new Planner(new EncodeLimits(PATIENCE, 20, PATIENCE, PATIENCE));

  private final Path folder;
  private int made;

  /**
   * @param folder where what is made is put
   */
  Studio(Path folder) {
    this.folder = folder;
  }

  /** A file of the corpus, e.g. {@code video/vp9-alpha-5s.webm}. */
  static Path corpus(String name) {
    return MEDIA.resolve(name);
  }

  Probe probe(Path source) throws IOException, InterruptedException {
    try (ToolRun run = PROBER.newRun(folder)) {
      return PROBER.probe(run, source);
    }
  }

  static Target target(Probe probe, Preset preset, Strategy strategy) {
    return PLANNER.plan(probe, preset.name()).primary().targets().stream()
        .filter(target -> target.strategy() == strategy)
        .findFirst()
        .orElseThrow(() -> new AssertionError("not planned: " + strategy));
  }

  /** Encodes and checks, as the stage does. */
  Path make(Path source, Preset preset, Strategy strategy)
      throws IOException, InterruptedException {
    Probe probe = probe(source);
    Target target = target(probe, preset, strategy);
    Path output = folder.resolve("output-" + ++made);
    Encoder encoder = new Encoder(FFMPEG, new InputGuard(Tools.PROBE_LIMITS.pixels()), 2);
    try (ToolRun run = encoder.newRun(folder, target)) {
      Encoder.Encoding encoding =
          encoder.encode(run, probe, target, source, output, progress -> {});
      new OutputCheck(FFMPEG).measure(folder, output, probe, target, encoding);
    }
    return output;
  }

  /** Makes a source from ffmpeg's own test pictures and sounds. */
  Path synthesize(String extension, String... arguments) throws IOException, InterruptedException {
    Path file = folder.resolve("source-" + ++made + "." + extension);
    List<String> words = new ArrayList<>(List.of("-v", "error", "-nostdin", "-y"));
    words.addAll(List.of(arguments));
    words.add(file.toString());
    run(words);
    return file;
  }

  /** What ffmpeg prints on its standard output. */
  String run(List<String> arguments) throws IOException, InterruptedException {
    return new String(bytes(arguments), java.nio.charset.StandardCharsets.UTF_8);
  }

  byte[] bytes(List<String> arguments) throws IOException, InterruptedException {
    try (ToolRun run = FFMPEG.in(folder, PATIENCE)) {
      Process process = run.run(FFMPEG.command(arguments));
      byte[] output;
      try (InputStream stream = process.getInputStream()) {
        output = stream.readAllBytes();
      }
      if (process.waitFor() != 0) {
        throw new IOException("ffmpeg failed: " + arguments);
      }
      return output;
    }
  }

  /** ffprobe's JSON as that record. */
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
