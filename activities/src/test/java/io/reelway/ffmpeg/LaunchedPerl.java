package io.reelway.ffmpeg;

import io.reelway.media.ByteSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Perl in the place of ffmpeg, because it runs what a test says. */
final class LaunchedPerl {
  private static final Path PERL = Path.of("/usr/bin/perl");

  private final Path folder;

  /**
   * @param folder an empty folder of the test
   */
  LaunchedPerl(Path folder) {
    this.folder = folder;
  }

  /** The path of Perl. */
  static String program() {
    return PERL.toString();
  }

  /** The process of this test that runs the script. */
  static ProcessHandle innermost() {
    return ProcessHandle.current()
        .descendants()
        .filter(LaunchedPerl::isPerl)
        .findFirst()
        .orElseThrow();
  }

  /** Whether a process runs Perl, and not one of the programs that launch it. */
  static boolean isPerl(ProcessHandle process) {
    return process.info().command().orElse("").equals(PERL.toString());
  }

  /** The command line that runs a script in the directory of the attempt. */
  List<String> script(String script) throws IOException {
    Files.writeString(attempt().resolve("script"), script);
    return List.of(PERL.toString(), "script");
  }

  private Path attempt() throws IOException {
    return Files.createDirectories(folder.resolve("attempt"));
  }

  /** A run with one variable in its environment. */
  ToolRun run(Launcher launcher) throws IOException {
    Duration limit = Duration.ofMinutes(1);
    return new ToolRun(launcher, Map.of("KNOWN", "yes"), attempt(), limit, ToolListener.DEAF);
  }

  Launcher launcher(Machine machine) throws IOException {
    return launcher(machine, Sandbox.AUTO);
  }

  Launcher launcher(Machine machine, Sandbox sandbox) throws IOException {
    return Launcher.detect(
        new FfmpegSettings(
            null,
            folder.resolve("cache-" + machine),
            10,
            ByteSize.valueOf("1 GiB"),
            ByteSize.valueOf("1 MiB"),
            sandbox),
        new FfmpegBinaries(PERL, PERL, Map.of(), "perl"),
        machine.programs(Files.createTempDirectory(folder, "programs")));
  }
}
