package io.reelway.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.reelway.corpus.Corpus.Item;
import io.reelway.ffmpeg.Ffmpeg;
import io.reelway.ffmpeg.FfmpegBinaries;
import io.reelway.ffmpeg.Launcher;
import io.reelway.ffmpeg.Sandbox;
import io.reelway.scratch.Scratch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Traces with strace what ffmpeg opens when it reads hostile files. It runs within 1 GiB of memory
 * and without the sandbox: this tests ffmpeg's own options, and strace needs to attach.
 */
class HostileFilesTest {
  private static final Path STRACE = Path.of("/usr/bin/strace");

  private static final Pattern OPENED =
      Pattern.compile("open(?:at)?\\((?:AT_FDCWD, )?\"([^\"]*)\".*\\) = \\d+$", Pattern.MULTILINE);

  private static final Pattern NETWORK =
      Pattern.compile("(socket|connect|bind|sendto)\\(.*", Pattern.MULTILINE);

  private static final Pattern STARTED =
      Pattern.compile("execve\\(\"([^\"]*)\".*\\) = 0$", Pattern.MULTILINE);

  /** System files: libraries, and information about the machine and its clock. */
  private static final List<String> OF_THE_SYSTEM =
      List.of(
          "/lib",
          "/usr/lib",
          "/etc/ld.so.",
          "/etc/localtime",
          "/proc/",
          "/sys/",
          "/dev/null",
          "/dev/urandom");

  private static FfmpegBinaries real;

  @TempDir Path folder;

  /** Skips the test with a message when strace is missing; fails it in CI. */
  @BeforeAll
  static void needsStrace() throws IOException {
    real = FfmpegBinaries.locate(Tools.settings());
    boolean here = Files.isExecutable(STRACE);
    if (!here && System.getenv("CI") != null) {
      throw new AssertionError("CI must have strace, which shows what ffmpeg opens");
    }
    assumeTrue(here, "SKIPPED: strace is not installed, so nothing shows what ffmpeg opens");
  }

  static List<Item> hostileFiles() {
    return Corpus.all().stream().filter(item -> item.isIn("hostile")).toList();
  }

  @ParameterizedTest
  @MethodSource("hostileFiles")
  void opensOnlyItsOwnFilesAndNoConnection(Item item) throws Exception {
    Path source = item.path().toRealPath();
    Trace trace = trace(source);
    assertThat(trace.foreignFiles(source)).isEmpty();
    assertThat(trace.network()).isEmpty();
    assertThat(trace.programs()).isSubsetOf(real.ffmpeg(), real.ffprobe());
  }

  /** Files that name other files never reach the program that would open them. */
  @Test
  void startsNoProgramForTextAndDrawings() throws Exception {
    for (String name :
        List.of(
            "m3u8-names-sibling-file.mp4",
            "ffconcat-etc-passwd.mp4",
            "sdp-loopback.mp4",
            "svg-image-loopback.svg")) {
      assertThat(trace(Corpus.file("hostile/" + name)).programs()).isEmpty();
    }
  }

  /**
   * Proves that the trace works: an honest file leaves a trace, and foreign files would show up in
   * it.
   */
  @Test
  void tracesWhatAnHonestFileOpens() throws Exception {
    Path honest = Corpus.file("image/avif-8bit-800x533.avif").toRealPath();
    Trace trace = trace(honest);
    assertThat(trace.programs()).containsOnly(real.ffmpeg(), real.ffprobe());
    assertThat(trace.foreignFiles(Path.of("another"))).contains(honest.toString());
  }

  private Trace trace(Path source) throws Exception {
    Path traces = Files.createDirectory(folder.resolve("traces"));
    try (Scratch scratch = Scratch.open(folder.resolve("scratch"), "hostile")) {
      new Pipeline(traced(traces), Tools.PROBE_LIMITS, scratch)
          .run(source, "mobile", outcome -> assertThat(outcome).isNotNull());
      StringBuilder lines = new StringBuilder();
      try (Stream<Path> files = Files.list(traces)) {
        for (Path file : files.toList()) {
          lines.append(Files.readString(file));
          Files.delete(file);
        }
      }
      Files.delete(traces);
      return new Trace(lines.toString(), List.of(real.ffmpeg().getParent(), folder));
    }
  }

  /** The programs, each started by a script that runs it under strace. */
  private Ffmpeg traced(Path traces) throws IOException {
    FfmpegBinaries watched =
        new FfmpegBinaries(
            script(real.ffmpeg(), traces), script(real.ffprobe(), traces), real.environment(), "");
    return new Ffmpeg(watched, Launcher.detect(Tools.settings("1 GiB", Sandbox.OFF), real));
  }

  private Path script(Path program, Path traces) throws IOException {
    Path script = folder.resolve(program.getFileName());
    Files.writeString(
        script,
        """
        #!/bin/sh
        exec %s -f -qq --seccomp-bpf -e trace=open,openat,execve,socket,connect,bind,sendto -o '%s'/$$ '%s' "$@"
        """
            .formatted(STRACE, traces, program));
    return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /**
   * The recorded system calls.
   *
   * @param own folders of the build and of the attempt
   */
  private record Trace(String lines, List<Path> own) {
    Set<String> foreignFiles(Path source) {
      Set<String> opened = new TreeSet<>(all(OPENED));
      opened.removeIf(file -> OF_THE_SYSTEM.stream().anyMatch(file::startsWith));
      opened.removeIf(file -> own.stream().anyMatch(Path.of(file)::startsWith));
      // The working directory is that of the attempt.
      opened.removeIf(file -> !file.startsWith("/") && !file.contains(".."));
      opened.remove(source.toString());
      return opened;
    }

    List<String> network() {
      return NETWORK.matcher(lines).results().map(MatchResult::group).toList();
    }

    List<Path> programs() {
      return all(STARTED).stream().map(Path::of).toList();
    }

    private List<String> all(Pattern pattern) {
      return pattern.matcher(lines).results().map(found -> found.group(1)).toList();
    }
  }
}
