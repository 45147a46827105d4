package io.reelway.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
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
  @TempDir private Path folder;
  private LaunchedPerl perl;

  @BeforeEach
  void open() {
    perl = new LaunchedPerl(folder);
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
    Launcher launcher = perl.launcher(Machine.WITHOUT_BUBBLEWRAP);
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
    assertThat(perl.launcher(Machine.BARE).report().missing())
        .contains("ffmpeg can open files of other jobs.", "ffmpeg can use the network.");
  }

  @Test
  void refusesToStartWhenTheStrongFormIsRequiredAndMissing() {
    assertThatIOException()
        .isThrownBy(() -> perl.launcher(Machine.WITHOUT_BUBBLEWRAP, Sandbox.REQUIRED))
        .withMessageContaining("reelway.ffmpeg.sandbox is required")
        .withMessageContaining("install bubblewrap");
  }

  @Test
  void startsWhenTheStrongFormIsRequiredAndAvailable() throws Exception {
    assertThat(perl.launcher(Machine.WHOLE, Sandbox.REQUIRED).report().strong()).isTrue();
  }

  /** Otherwise a worker whose programs were deleted would report every file as broken. */
  @ParameterizedTest
  @ValueSource(strings = {"/nowhere/ffmpeg", "/etc/passwd"})
  void aProgramThatCannotRunIsAFaultOfTheHost(String program) throws Exception {
    for (Machine machine : List.of(Machine.WHOLE, Machine.BARE)) {
      try (ToolRun run = perl.run(perl.launcher(machine))) {
        assertThatIOException().isThrownBy(() -> run.complete(List.of(program)));
      }
    }
  }

  @Test
  void aMissingInputIsAFaultOfTheHost() throws Exception {
    try (ToolRun run = perl.run(perl.launcher(Machine.WHOLE))) {
      assertThatIOException()
          .isThrownBy(
              () -> run.complete(List.of(LaunchedPerl.program(), "-i", "file:/nowhere/a.png")))
          .isInstanceOf(NoSuchFileException.class);
    }
  }

  /** The limits, read from outside: the sandbox has no {@code /proc}. */
  private List<String> limits(Machine machine) throws Exception {
    try (ToolRun run = perl.run(perl.launcher(machine))) {
      Process process = run.run(perl.script("$| = 1; print \"on\\n\"; sleep 30"));
      process.inputReader().readLine();
      return Files.readAllLines(Path.of("/proc/" + LaunchedPerl.innermost().pid() + "/limits"));
    }
  }

  private List<String> said(Machine machine, String script) throws Exception {
    return said(perl.launcher(machine), script);
  }

  private List<String> said(Launcher launcher, String script) throws Exception {
    try (ToolRun run = perl.run(launcher)) {
      Process process = run.run(perl.script(script));
      List<String> lines = process.inputReader().lines().toList();
      process.waitFor();
      return lines;
    }
  }
}
