package io.reelway.ffmpeg;

import io.reelway.failure.TimeLimitException;
import io.reelway.ffmpeg.sandbox.SandboxReport;
import io.reelway.ffmpeg.sandbox.TrialFolder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The programs ffmpeg and ffprobe, ready to run. Thread-safe. */
public final class Ffmpeg {
  private static final Duration QUICK = Duration.ofSeconds(20);

  /** Enough for thousands of tracks. A file with a longer report is hostile. */
  private static final int LARGEST_REPORT = 4 << 20;

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  private final FfmpegBinaries binaries;
  private final Launcher launcher;
  private final ToolListener listener;
  private final @Nullable Set<String> encoders;

  public Ffmpeg(FfmpegBinaries binaries, Launcher launcher) {
    this(binaries, launcher, ToolListener.DEAF);
  }

  /**
   * @param listener called for every program that has ended
   */
  public Ffmpeg(FfmpegBinaries binaries, Launcher launcher, ToolListener listener) {
    this(binaries, launcher, listener, null);
  }

  /**
   * @param encoders the encoders of this ffmpeg; {@code null} if they are not known
   */
  private Ffmpeg(
      FfmpegBinaries binaries,
      Launcher launcher,
      ToolListener listener,
      @Nullable Set<String> encoders) {
    this.binaries = binaries;
    this.launcher = launcher;
    this.listener = listener;
    this.encoders = encoders;
  }

  /**
   * Finds the programs.
   *
   * @param neededEncoders ffmpeg's names of the encoders without which it must not start
   * @throws FfmpegUnavailableException with a sentence for the operator when the programs or an
   *     encoder are missing
   */
  public static Ffmpeg start(FfmpegSettings settings, Set<String> neededEncoders)
      throws IOException {
    return start(settings, neededEncoders, ToolListener.DEAF);
  }

  /** Starts with a listener that is called when a program has ended. */
  public static Ffmpeg start(
      FfmpegSettings settings, Set<String> neededEncoders, ToolListener listener)
      throws IOException {
    FfmpegBinaries binaries = FfmpegBinaries.locate(settings);
    Launcher launcher = Launcher.detect(settings, binaries);
    Set<String> encoders = new Ffmpeg(binaries, launcher, listener).encoders(settings.cache());
    Ffmpeg ffmpeg = new Ffmpeg(binaries, launcher, listener, encoders);
    Set<String> missing = ffmpeg.missing(neededEncoders);
    if (!missing.isEmpty()) {
      throw new FfmpegUnavailableException(
          "ffmpeg ("
              + ffmpeg.describe()
              + ") lacks the encoders "
              + String.join(", ", missing)
              + "; install a build that has them, or use the jar with ffmpeg and leave "
              + "reelway.ffmpeg.path empty");
    }
    return ffmpeg;
  }

  /**
   * Those of some encoders that this ffmpeg lacks, in alphabetical order. Empty if its encoders are
   * not known.
   */
  public Set<String> missing(Set<String> wanted) {
    Set<String> missing = new TreeSet<>(encoders == null ? Set.of() : wanted);
    if (encoders != null) {
      missing.removeAll(encoders);
    }
    return missing;
  }

  /**
   * Creates a run that has not started.
   *
   * @param directory working directory
   * @param limit maximum duration of each program
   */
  public ToolRun in(Path directory, Duration limit) {
    return new ToolRun(launcher, binaries.environment(), directory, limit, listener);
  }

  /** The words of an ffmpeg call: the program and its arguments. */
  public List<String> command(List<String> arguments) {
    return withProgram(binaries.ffmpeg(), arguments);
  }

  /**
   * Runs ffprobe and parses its JSON.
   *
   * @throws RefusedException if ffprobe cannot read the file
   * @throws TimeLimitException when ffprobe takes too long
   */
  public <T> T probe(ToolRun run, List<String> arguments, Class<T> report)
      throws IOException, InterruptedException {
    Process process = run.run(withProgram(binaries.ffprobe(), arguments));
    byte[] json = run.read(process, output -> output.readNBytes(LARGEST_REPORT));
    if (json.length == LARGEST_REPORT) {
      run.stop();
      throw new RefusedException("ffprobe printed more than " + LARGEST_REPORT + " bytes");
    }
    int exitCode = process.waitFor();
    List<String> errors = run.finish();
    if (exitCode != 0) {
      throw new RefusedException("ffprobe exit " + exitCode + ": " + String.join("; ", errors));
    }
    try {
      return JSON.readValue(json, report);
    } catch (JacksonException cut) {
      throw new RefusedException("ffprobe printed incomplete JSON: " + cut.getOriginalMessage());
    }
  }

  /**
   * Runs ffprobe and passes on each line that it prints.
   *
   * @throws RefusedException if ffprobe cannot read the file
   * @throws TimeLimitException when ffprobe takes too long
   */
  public void probeLines(ToolRun run, List<String> arguments, Consumer<String> line)
      throws IOException, InterruptedException {
    ToolResult result =
        run.pipe(
            withProgram(binaries.ffprobe(), arguments),
            output ->
                new BufferedReader(new InputStreamReader(output, StandardCharsets.US_ASCII))
                    .lines()
                    .forEach(line));
    if (result.exitCode() != 0) {
      throw new RefusedException(
          "ffprobe exit " + result.exitCode() + ": " + String.join("; ", result.errors()));
    }
  }

  /** ffprobe cannot read the file. The message is for the log only. */
  public static final class RefusedException extends IOException {
    private static final long serialVersionUID = 1;

    RefusedException(String message) {
      super(message);
    }
  }

  /** Whether the programs are still where they were found. */
  public boolean isThere() {
    return Files.isExecutable(binaries.ffmpeg()) && Files.isExecutable(binaries.ffprobe());
  }

  /** Describes where the programs come from. */
  public String describe() {
    return binaries.origin();
  }

  /** What isolates the programs from the rest of this machine. */
  public SandboxReport sandbox() {
    return launcher.report();
  }

  private Set<String> encoders(Path cache) throws IOException {
    try (TrialFolder folder = TrialFolder.in(cache);
        ToolRun run = in(folder.path(), QUICK)) {
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
}
