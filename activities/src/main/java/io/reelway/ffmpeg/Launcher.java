package io.reelway.ffmpeg;

import io.reelway.ffmpeg.sandbox.Confinement;
import io.reelway.ffmpeg.sandbox.Confinement.Confined;
import io.reelway.ffmpeg.sandbox.Confinements;
import io.reelway.ffmpeg.sandbox.FileAccess;
import io.reelway.ffmpeg.sandbox.SandboxReport;
import io.reelway.ffmpeg.sandbox.SystemPrograms;
import io.reelway.scratch.PrivateFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Builds the command lines of all ffmpeg processes on this machine, with resource limits and a
 * {@link Confinement}. See docs/decisions/0010-sandbox.md.
 */
public final class Launcher {
  private static final boolean LINUX = System.getProperty("os.name", "").equals("Linux");

  /** Maximum number of open files. Libraries, the source and the output are a few dozen. */
  private static final int OPEN_FILES = 256;

  private final FfmpegSettings settings;
  private final Optional<String> prlimit;
  private final Optional<String> nice;
  private final Confinement confinement;

  private Launcher(FfmpegSettings settings, SystemPrograms system, Confinement confinement) {
    this.settings = settings;
    this.prlimit = LINUX ? system.find("prlimit") : Optional.empty();
    this.nice = settings.niceness() > 0 ? system.find("nice") : Optional.empty();
    this.confinement = confinement;
  }

  /**
   * Finds out by trial what this system supports.
   *
   * @param programs the programs to start; the first one prints its version with {@code -version}
   * @throws IOException with a sentence when the strong sandbox is required but not available
   */
  public static Launcher detect(FfmpegSettings settings, FfmpegBinaries programs)
      throws IOException {
    return detect(settings, programs, SystemPrograms.ofThisSystem());
  }

  static Launcher detect(FfmpegSettings settings, FfmpegBinaries programs, SystemPrograms system)
      throws IOException {
    Path home = PrivateFiles.directory(settings.cache().toAbsolutePath().normalize());
    Confinements confinements =
        new Confinements(
            system, List.of(programs.ffmpeg(), programs.ffprobe()), programs.environment(), home);
    Confinement confinement =
        settings.sandbox() == Sandbox.OFF ? confinements.weakest() : confinements.strongest();
    SandboxReport report = confinement.report();
    if (settings.sandbox() == Sandbox.REQUIRED && !report.strong()) {
      throw new IOException(
          "reelway.ffmpeg.sandbox is required, but this system does not allow the strong form. "
              + String.join(" ", report.missing())
              + " Or write auto, which uses what the system allows.");
    }
    return new Launcher(settings, system, confinement);
  }

  /**
   * Builds the command line of one process.
   *
   * @param limit maximum run time
   * @param memory maximum address space in bytes; the lower of this and the setting counts
   * @param command the program and its arguments
   * @throws java.nio.file.NoSuchFileException when one of its inputs is missing
   */
  Launch launch(Duration limit, long memory, Path directory, List<String> command)
      throws IOException {
    FileAccess files = FileAccess.of(directory, command);
    Confined confined = confinement.confine(files);
    List<String> words = new ArrayList<>(confined.before());
    words.addAll(limits(limit, memory, confined.limits()));
    nice.ifPresent(
        path -> words.addAll(List.of(path, "-n", Integer.toString(settings.niceness()))));
    words.addAll(confined.after());
    words.addAll(files.command());
    return new Launch(words, confined.end());
  }

  /**
   * The start of a process.
   *
   * @param words the whole command line
   * @param end action after its end
   */
  record Launch(List<String> words, Confinement.End end) {}

  private List<String> limits(Duration limit, long memory, List<String> more) {
    if (prlimit.isEmpty()) {
      return List.of();
    }
    long cpu = (limit.toSeconds() + 1) * Runtime.getRuntime().availableProcessors();
    List<String> words =
        new ArrayList<>(
            List.of(
                prlimit.get(),
                "--as=" + Math.min(settings.memory().bytes(), memory),
                "--fsize=" + settings.output().bytes(),
                "--cpu=" + cpu,
                "--nofile=" + OPEN_FILES,
                "--core=0"));
    words.addAll(more);
    words.add("--");
    return words;
  }

  /** The protections in force and the missing ones. */
  SandboxReport report() {
    List<String> limits = new ArrayList<>();
    prlimit.ifPresent(path -> limits.add("memory limit " + settings.memory()));
    nice.ifPresent(path -> limits.add("niceness " + settings.niceness()));
    return confinement.report().and(limits);
  }
}
