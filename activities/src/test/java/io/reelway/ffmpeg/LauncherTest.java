package io.reelway.ffmpeg;

import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.reelway.failure.ToolKilledException;
import io.reelway.ffmpeg.sandbox.SystemPrograms;
import io.reelway.media.ByteSize;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Guarantees for a program that is started like ffmpeg, in every form of the sandbox. */
@EnabledOnOs(OS.LINUX)
class LauncherTest {
  private static final Path PERL = Path.of("/usr/bin/perl");

  @TempDir Path folder;

  /** The folders where the helper programs are searched. */
  enum Machine {
    WHOLE,
    WITHOUT_BUBBLEWRAP,
    BARE;

    SystemPrograms programs(Path folder) throws IOException {
      if (this == WHOLE) {
        return SystemPrograms.ofThisSystem();
      }
      Path few = Files.createDirectory(folder.resolve("few"));
      if (this == WITHOUT_BUBBLEWRAP) {
        for (String name : List.of("prlimit", "nice", "unshare", "setpriv", "sh")) {
          Path program = Path.of(SystemPrograms.ofThisSystem().find(name).orElseThrow());
          Files.copy(program.toRealPath(), few.resolve(name), COPY_ATTRIBUTES);
        }
      }
      return new SystemPrograms(List.of(few));
    }
  }

  @ParameterizedTest
  @EnumSource
  void hasItsOwnEnvironment(Machine machine) throws Exception {
    assertThat(said(machine, "print \"$_=$ENV{$_}\\n\" for grep { $_ ne 'PWD' } keys %ENV"))
        .containsExactly("KNOWN=yes");
  }

  @ParameterizedTest
  @EnumSource
  void runsInItsOwnFolder(Machine machine) throws Exception {
    assertThat(said(machine, "opendir(D, '.'); print join(' ', sort grep { !/^[.]/ } readdir(D))"))
        .containsExactly("script");
  }

  @ParameterizedTest
  @EnumSource
  void hasAnEmptyStandardInput(Machine machine) throws Exception {
    assertThat(said(machine, "print <STDIN>")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "BARE")
  void hasResourceLimits(Machine machine) throws Exception {
    assertThat(limits(machine))
        .anyMatch(line -> line.matches("Max address space +1073741824 +1073741824 .*"))
        .anyMatch(line -> line.matches("Max file size +1048576 +1048576 .*"))
        .anyMatch(line -> line.matches("Max cpu time +\\d+ +\\d+ .*"))
        .anyMatch(line -> line.matches("Max core file size +0 +0 .*"));
  }

  @Test
  void hasAThreadLimitInTheStrongForm() throws Exception {
    assertThat(limits(Machine.WHOLE))
        .anyMatch(line -> line.matches("Max processes +\\d+ +\\d+ .*"));
  }

  @Test
  void hasNoNetworkAndNoPrivilegesWithoutBubblewrap() throws Exception {
    Launcher launcher = launcher(Machine.WITHOUT_BUBBLEWRAP);
    assertThat(launcher.report().strong()).isFalse();
    assertThat(launcher.report().inForce()).contains("no network", "no privileges");
    assertThat(launcher.report().missing()).anyMatch(lack -> lack.contains("install bubblewrap"));
    assertThat(said(launcher, "open(F, '/proc/self/net/dev'); print <F>"))
        .filteredOn(line -> line.contains(":"))
        .allMatch(line -> line.strip().startsWith("lo:"));
    assertThat(said(launcher, "open(F, '/proc/self/status'); print <F>"))
        .anyMatch(line -> line.matches("CapEff:\\s+0+"))
        .anyMatch(line -> line.matches("NoNewPrivs:\\s+1"));
  }

  @Test
  void namesTheMissingToolsOnABareSystem() throws Exception {
    assertThat(launcher(Machine.BARE).report().missing())
        .contains("ffmpeg can open files of other jobs.", "ffmpeg can use the network.");
  }

  @Test
  void refusesToStartWhenTheStrongFormIsRequiredAndMissing() {
    assertThatIOException()
        .isThrownBy(() -> launcher(Machine.WITHOUT_BUBBLEWRAP, Sandbox.REQUIRED))
        .withMessageContaining("reelway.ffmpeg.sandbox is required")
        .withMessageContaining("install bubblewrap");
  }

  @Test
  void startsWhenTheStrongFormIsRequiredAndAvailable() throws Exception {
    assertThat(launcher(Machine.WHOLE, Sandbox.REQUIRED).report().strong()).isTrue();
  }

  /** Otherwise a worker whose programs were deleted would report every file as broken. */
  @ParameterizedTest
  @ValueSource(strings = {"/nowhere/ffmpeg", "/etc/passwd"})
  void aProgramThatCannotRunIsAFaultOfTheHost(String program) throws Exception {
    for (Machine machine : List.of(Machine.WHOLE, Machine.BARE)) {
      try (ToolRun run = run(launcher(machine))) {
        assertThatIOException().isThrownBy(() -> run.complete(List.of(program)));
      }
    }
  }

  @Test
  void aMissingInputIsAFaultOfTheHost() throws Exception {
    try (ToolRun run = run(launcher(Machine.WHOLE))) {
      assertThatIOException()
          .isThrownBy(() -> run.complete(List.of(PERL.toString(), "-i", "file:/nowhere/a.png")))
          .isInstanceOf(NoSuchFileException.class);
    }
  }

  @ParameterizedTest
  @EnumSource
  void outlivesTheThreadThatStartedIt(Machine machine) throws Exception {
    try (ToolRun run = run(launcher(machine))) {
      Process[] started = new Process[1];
      List<String> sleeping = perl("sleep 30");
      Thread asking =
          Thread.ofPlatform()
              .start(() -> {
                try {
                  started[0] = run.run(sleeping);
                } catch (IOException broken) {
                  throw new AssertionError(broken);
                }
              });
      asking.join();
      assertThat(started[0].waitFor(300, TimeUnit.MILLISECONDS)).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource
  void endsWithAllItsChildrenWhenItsRunIsClosed(Machine machine) throws Exception {
    List<ProcessHandle> all;
    try (ToolRun run = run(launcher(machine))) {
      Process process = run.run(perl("$| = 1; print \"on\\n\"; sleep 30"));
      assertThat(process.inputReader().readLine()).isEqualTo("on");
      all = Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
    }
    assertThat(all).isNotEmpty();
    // A zombie runs no code; init collects it in its own time.
    assertThat(Leftovers.below(folder)).isEmpty();
  }

  /** An interrupt alone does not end a blocking read from a pipe. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void isKilledWhenTheWaitingThreadIsInterrupted(boolean piped) throws Exception {
    List<String> asleep = perl("sleep 300");
    try (ToolRun run = run(launcher(Machine.WHOLE))) {
      CompletableFuture<Throwable> end = new CompletableFuture<>();
      Thread waiting =
          Thread.ofPlatform()
              .start(() ->
                  end.complete(
                      catchThrowable(() -> {
                        if (piped) {
                          run.pipe(asleep, InputStream::readAllBytes);
                        } else {
                          run.complete(asleep);
                        }
                      })));

      waiting.interrupt();

      assertThat(end.get(20, TimeUnit.SECONDS))
          .isInstanceOfAny(InterruptedException.class, InterruptedIOException.class);
    }
    List<ProcessHandle> left =
        ProcessHandle.current().descendants().filter(LauncherTest::isPerl).toList();
    for (ProcessHandle killed : left) {
      killed.onExit().get(20, TimeUnit.SECONDS);
    }
  }

  /**
   * This includes the moment in which bubblewrap creates its child, which is not yet in the process
   * list.
   */
  @Test
  void leavesNoProcessWheneverItIsStopped() throws Exception {
    Launcher launcher = launcher(Machine.WHOLE);
    List<String> asleep = perl("sleep 300");
    for (int i = 0; i < 60; i++) {
      CompletableFuture<Throwable> end = new CompletableFuture<>();
      try (ToolRun run = run(launcher)) {
        Thread.ofPlatform().start(() -> end.complete(catchThrowable(() -> run.complete(asleep))));
        LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(i * 400L));

        run.stop();

        assertThat(end.get(20, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
      }
      assertThat(Leftovers.below(folder)).as("after %d µs", i * 400).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aKillFromOutsideIsNotAFaultOfTheFile(Machine machine) throws Exception {
    try (ToolRun run = run(launcher(machine))) {
      List<String> waiting = perl("$| = 1; print \"on\\n\"; sleep 30");
      assertThatIOException()
          .isThrownBy(() ->
              run.pipe(
                  waiting,
                  output -> {
                    output.read();
                    innermost().destroyForcibly();
                    if (output.readNBytes(100).length < 100) {
                      throw new IOException("cut off");
                    }
                  }))
          .isInstanceOf(ToolKilledException.class)
          .withMessageContaining("killed from outside");
    }
  }

  /** The process of this test that runs the script. */
  private static ProcessHandle innermost() {
    return ProcessHandle.current()
        .descendants()
        .filter(LauncherTest::isPerl)
        .findFirst()
        .orElseThrow();
  }

  private static boolean isPerl(ProcessHandle process) {
    return process.info().command().orElse("").equals(PERL.toString());
  }

  /** The limits, read from outside: the sandbox has no {@code /proc}. */
  private List<String> limits(Machine machine) throws Exception {
    try (ToolRun run = run(launcher(machine))) {
      Process process = run.run(perl("$| = 1; print \"on\\n\"; sleep 30"));
      process.inputReader().readLine();
      return Files.readAllLines(Path.of("/proc/" + innermost().pid() + "/limits"));
    }
  }

  private List<String> said(Machine machine, String script) throws Exception {
    return said(launcher(machine), script);
  }

  private List<String> said(Launcher launcher, String script) throws Exception {
    try (ToolRun run = run(launcher)) {
      Process process = run.run(perl(script));
      List<String> lines = process.inputReader().lines().toList();
      process.waitFor();
      return lines;
    }
  }

  private List<String> perl(String script) throws IOException {
    Files.writeString(attempt().resolve("script"), script);
    return List.of(PERL.toString(), "script");
  }

  private Path attempt() throws IOException {
    return Files.createDirectories(folder.resolve("attempt"));
  }

  private ToolRun run(Launcher launcher) throws IOException {
    Duration limit = Duration.ofMinutes(1);
    return new ToolRun(launcher, Map.of("KNOWN", "yes"), attempt(), limit, ToolListener.DEAF);
  }

  private Launcher launcher(Machine machine) throws IOException {
    return launcher(machine, Sandbox.AUTO);
  }

  private Launcher launcher(Machine machine, Sandbox sandbox) throws IOException {
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
