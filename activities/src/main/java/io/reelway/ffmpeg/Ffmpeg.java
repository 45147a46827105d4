package io.reelway.ffmpeg;

import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.bramp.ffmpeg.FFprobe;
import net.bramp.ffmpeg.probe.FFmpegProbeResult;

/** The two programs, ready to run. Thread-safe. */
public final class Ffmpeg {
  private static final Duration QUICK = Duration.ofSeconds(20);

  private final FfmpegBinaries binaries;
  private final Launcher launcher;

  public Ffmpeg(FfmpegBinaries binaries, Launcher launcher) {
    this.binaries = binaries;
    this.launcher = launcher;
  }

  /** Finds the programs, and fails with a sentence when an encoder is missing. */
  public static Ffmpeg start(FfmpegSettings settings, Set<String> neededEncoders)
      throws IOException {
    Ffmpeg ffmpeg =
        new Ffmpeg(FfmpegBinaries.locate(settings), Launcher.detect(settings));
    Set<String> missing = new TreeSet<>(neededEncoders);
    missing.removeAll(ffmpeg.encoders());
    if (!missing.isEmpty()) {
      throw new IOException(
          "ffmpeg ("
              + ffmpeg.describe()
              + ") lacks the encoders "
              + String.join(", ", missing)
              + "; leave reelway.ffmpeg.path empty to use the bundled build");
    }
    return ffmpeg;
  }

  /** A run that has not started, in that directory and no longer than that. */
  public ToolRun in(Path directory, Duration limit) {
    return new ToolRun(launcher.prefix(), binaries.environment(), directory, limit);
  }

  /** The words of an ffmpeg call: the program and its arguments. */
  public List<String> command(List<String> arguments) {
    return withProgram(binaries.ffmpeg(), arguments);
  }

  /**
   * Asks ffprobe.
   *
   * @throws IOException when it refuses the file or says nothing sensible
   */
  public FFmpegProbeResult probe(ToolRun run, List<String> arguments)
      throws IOException, InterruptedException {
    try {
      return new KnownProbe(binaries.ffprobe(), run).probe(arguments);
    } catch (JsonParseException | IllegalStateException notJson) {
      throw new IOException("ffprobe answered no JSON", notJson);
    } finally {
      run.finish();
    }
  }

  /** Where the programs come from and which protections are in force. */
  public String describe() {
    return binaries.origin()
        + launcher.found().stream().map(name -> ", " + name).collect(Collectors.joining());
  }

  private Set<String> encoders() throws IOException {
    try (ToolRun run = in(binaries.ffmpeg().getParent(), QUICK)) {
      Process process = run.run(command(List.of("-hide_banner", "-encoders")));
      try (var lines = process.inputReader().lines()) {
        return lines
            .map(line -> line.strip().split("\\s+"))
            .filter(words -> words.length > 1)
            .map(words -> words[1])
            .collect(Collectors.toSet());
      }
    }
  }

  private static List<String> withProgram(Path program, List<String> arguments) {
    List<String> words = new ArrayList<>();
    words.add(program.toString());
    words.addAll(arguments);
    return words;
  }

  /** The wrapper asks for the version before each probe; once at the start is enough. */
  private static final class KnownProbe extends FFprobe {
    KnownProbe(Path program, ToolRun run) {
      super(program.toString(), run);
    }

    @Override
    public boolean isFFprobe() {
      return true;
    }
  }
}
