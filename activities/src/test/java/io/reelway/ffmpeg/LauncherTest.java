package io.reelway.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.reelway.media.ByteSize;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a program sees that is started as ffmpeg is. */
@EnabledOnOs(OS.LINUX)
class LauncherTest {
  private static Launcher launcher;

  @TempDir Path folder;

  @BeforeAll
  static void detect() throws IOException {
    launcher =
        Launcher.detect(
            new FfmpegSettings(
                null,
                Path.of("unused"),
                10,
                ByteSize.valueOf("1 GiB"),
                ByteSize.valueOf("1 MiB"),
                Sandbox.AUTO));
  }

  @Test
  void hasAnEnvironmentOfItsOwn() throws Exception {
    assertThat(said("/usr/bin/env")).containsExactly("KNOWN=yes");
  }

  @Test
  void standsInItsOwnFolder() throws Exception {
    assertThat(said("/bin/pwd")).containsExactly(folder.toRealPath().toString());
  }

  @Test
  void readsNothing() throws Exception {
    assertThat(said("/bin/cat")).isEmpty();
  }

  @Test
  void hasLimits() throws Exception {
    assertThat(said("/bin/cat", "/proc/self/limits"))
        .anyMatch(line -> line.matches("Max address space +1073741824 +1073741824 .*"))
        .anyMatch(line -> line.matches("Max file size +1048576 +1048576 .*"))
        .anyMatch(line -> line.matches("Max cpu time +\\d+ +\\d+ .*"))
        .anyMatch(line -> line.matches("Max core file size +0 +0 .*"));
  }

  /** Asked without the launcher, which could be wrong about it. */
  private static boolean allowsNamespaces() throws Exception {
    Process trial =
        new ProcessBuilder("unshare", "--user", "--map-root-user", "--net", "true").start();
    return trial.waitFor(5, TimeUnit.SECONDS) && trial.exitValue() == 0;
  }

  @Test
  void hasNoNetworkAndNoPrivileges() throws Exception {
    assumeTrue(allowsNamespaces(), "SKIPPED: this system lets no process give up its network");
    assertThat(launcher.found()).contains("no network");
    assertThat(said("/bin/cat", "/proc/self/net/dev"))
        .filteredOn(line -> line.contains(":"))
        .allMatch(line -> line.strip().startsWith("lo:"));
    assertThat(said("/bin/cat", "/proc/self/status"))
        .anyMatch(line -> line.matches("CapEff:\\s+0+"))
        .anyMatch(line -> line.matches("NoNewPrivs:\\s+1"));
  }

  /** Else every file would be called broken by a worker whose programs were cleaned away. */
  @ParameterizedTest
  @ValueSource(strings = {"/nowhere/ffmpeg", "/etc/passwd"})
  void aProgramThatCannotBeRunIsTroubleOfTheHost(String program) throws Exception {
    try (ToolRun run = run()) {
      assertThatIOException()
          .isThrownBy(() -> run.complete(List.of(program)))
          .withMessageContaining(Path.of(program).getFileName() + " could not be run");
    }
  }

  @Test
  void outlivesTheThreadThatAskedForIt() throws Exception {
    try (ToolRun run = run()) {
      Process[] started = new Process[1];
      Thread asking =
          Thread.ofPlatform()
              .start(
                  () -> {
                    try {
                      started[0] = run.run(List.of("/bin/sleep", "30"));
                    } catch (IOException broken) {
                      throw new AssertionError(broken);
                    }
                  });
      asking.join();
      assertThat(started[0].waitFor(300, TimeUnit.MILLISECONDS)).isFalse();
    }
  }

  @Test
  void isKilledItselfWhenTheRunIsStopped() throws Exception {
    try (ToolRun run = run()) {
      Process process = run.run(List.of("/bin/sleep", "30"));
      run.stop();
      assertThat(process.waitFor(5, TimeUnit.SECONDS)).isTrue();
      assertThat(process.descendants()).isEmpty();
    }
  }

  /** A read from a pipe does not end by itself when its thread is interrupted. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void isKilledWhenTheThreadThatWaitsForItIsInterrupted(boolean piped) throws Exception {
    List<String> asleep = List.of("/bin/sleep", "300");
    try (ToolRun run = run(Duration.ofMinutes(5))) {
      CompletableFuture<Throwable> end = new CompletableFuture<>();
      Thread waiting =
          Thread.ofPlatform()
              .start(
                  () ->
                      end.complete(
                          catchThrowable(
                              () -> {
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
        ProcessHandle.current()
            .descendants()
            .filter(child -> child.info().commandLine().orElse("").contains("sleep 300"))
            .toList();
    for (ProcessHandle killed : left) {
      killed.onExit().get(20, TimeUnit.SECONDS);
    }
  }

  private ToolRun run() {
    return run(Duration.ofSeconds(20));
  }

  private ToolRun run(Duration limit) {
    return new ToolRun(launcher, Map.of("KNOWN", "yes"), folder, limit, ToolListener.DEAF);
  }

  private List<String> said(String... words) throws IOException, InterruptedException {
    try (ToolRun run = run()) {
      Process process = run.run(List.of(words));
      List<String> lines = process.inputReader().lines().toList();
      process.waitFor();
      return lines;
    }
  }
}
