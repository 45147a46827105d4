package io.reelway.encode;

import io.reelway.corpus.Tools;
import io.reelway.ffmpeg.Ffmpeg;
import io.reelway.ffmpeg.ToolResult;
import io.reelway.ffmpeg.ToolRun;
import io.reelway.media.Probe;
import io.reelway.plan.Attempt;
import io.reelway.plan.Plan;
import io.reelway.plan.Presets;
import io.reelway.plan.StrategyId;
import io.reelway.planning.Planner;
import io.reelway.probe.Prober;
import io.reelway.source.InputGuard;
import io.reelway.strategy.Strategies;
import io.reelway.verify.OutputCheck;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

/** Probes, encodes and verifies images with the real ffmpeg. */
final class Images {
  private final Ffmpeg ffmpeg;
  private final Path directory;

  /**
   * @param directory an empty directory of the test
   */
  Images(Path directory) {
    this.directory = directory;
    this.ffmpeg = Tools.ffmpeg();
  }

  Probe probe(Path source) throws IOException, InterruptedException {
    Prober prober = new Prober(ffmpeg, Tools.PROBE_LIMITS);
    try (ToolRun run = prober.newRun(directory)) {
      return prober.probe(run, source);
    }
  }

  /** Encodes and verifies as a worker does. */
  Path encode(Path source, String preset, StrategyId strategy)
      throws IOException, InterruptedException {
    Probe probe = probe(source);
    Attempt attempt = attempt(probe, preset, strategy);
    Path folder = Files.createTempDirectory(directory, "kept");
    Path output = Files.createTempFile(folder, "output", "." + attempt.mediaType().extension());
    Path work = Files.createTempDirectory(directory, "work");
    Encoder encoder =
        new Encoder(ffmpeg, new InputGuard(Tools.PROBE_LIMITS.pixels()), Strategies.builtIn(), 1);
    try (ToolRun run = encoder.newRun(work, attempt)) {
      Encoder.Encoding encoding =
          encoder.encode(run, probe, attempt, source, output, progress -> {});
      Attempt made = encoding.attempt();
      new OutputCheck(ffmpeg, 2)
          .measure(work, output, made, encoding.frames(), encoding.comparison(), progress -> {});
      return made.equals(attempt)
          ? output
          : Files.move(output, folder.resolve("output." + made.mediaType().extension()));
    }
  }

  static Attempt attempt(Probe probe, String preset, StrategyId strategy) {
    Plan plan =
        new Planner(Strategies.builtIn(), Tools.ENCODE_LIMITS, Tools.WHOLE)
            .plan(probe, Presets.named(preset).orElseThrow());
    return plan.main().attempts().stream()
        .filter(attempt -> attempt.strategy().equals(strategy))
        .findFirst()
        .orElseThrow(() -> new AssertionError(strategy + " is not planned"));
  }

  /** Runs ffmpeg to prepare a source or to measure an output. */
  List<String> ffmpeg(List<String> arguments) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of("-nostdin", "-hide_banner", "-y"));
    words.addAll(arguments);
    try (ToolRun run = ffmpeg.in(directory, Duration.ofMinutes(1))) {
      ToolResult result = run.complete(ffmpeg.command(words));
      if (result.exitCode() != 0) {
        throw new AssertionError(result.errors().toString());
      }
      return result.errors();
    }
  }

  /** The first frame as ffmpeg decodes it, with alpha if the file has it. */
  BufferedImage show(Path file) throws IOException, InterruptedException {
    Path shown = Files.createTempFile(directory, "shown", ".png");
    List<String> words = new ArrayList<>(List.of("-v", "error", "-i", file.toString()));
    if (file.toString().endsWith(".avif") && probe(file).picture().alpha()) {
      words.addAll(
          List.of(
              "-filter_complex",
              "[0:0]format=gbrp[c];[0:1]format=gray[a];[c][a]alphamerge,format=rgba[o]",
              "-map",
              "[o]"));
    } else {
      words.addAll(List.of("-pix_fmt", "rgba"));
    }
    words.addAll(List.of("-frames:v", "1", "-update", "1", shown.toString()));
    ffmpeg(words);
    return ImageIO.read(shown.toFile());
  }

  /** Decodes one frame of one track of a file. */
  BufferedImage show(Path file, String stream, int frame) throws IOException, InterruptedException {
    Path shown = Files.createTempFile(directory, "shown", ".png");
    ffmpeg(
        List.of(
            "-v",
            "error",
            "-i",
            file.toString(),
            "-map",
            stream,
            "-vf",
            "select=eq(n\\," + frame + ")",
            "-pix_fmt",
            "rgba",
            "-frames:v",
            "1",
            "-update",
            "1",
            shown.toString()));
    return ImageIO.read(shown.toFile());
  }

  /** The colours at the centres of the four quarters, row by row. */
  static String corners(BufferedImage image) {
    int right = image.getWidth() * 3 / 4;
    int bottom = image.getHeight() * 3 / 4;
    int left = image.getWidth() / 4;
    int top = image.getHeight() / 4;
    return String.join(
        " ",
        name(image.getRGB(left, top)),
        name(image.getRGB(right, top)),
        name(image.getRGB(left, bottom)),
        name(image.getRGB(right, bottom)));
  }

  private static String name(int rgb) {
    boolean red = (rgb >> 16 & 0xff) > 127;
    boolean green = (rgb >> 8 & 0xff) > 127;
    boolean blue = (rgb & 0xff) > 127;
    return red && green && blue ? "white" : red ? "red" : green ? "green" : blue ? "blue" : "black";
  }
}
