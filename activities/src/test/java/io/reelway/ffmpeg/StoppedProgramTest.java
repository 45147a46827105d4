package io.reelway.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.reelway.failure.ToolKilledException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a program ends that is started like ffmpeg, in every form of the sandbox. */
@EnabledOnOs(OS.LINUX)
class StoppedProgramTest {
  @TempDir private Path folder;
  private LaunchedPerl perl;

  @BeforeEach
  void open() {
    perl = new LaunchedPerl(folder);
  }

  @ParameterizedTest
  @EnumSource
  void outlivesTheThreadThatStartedIt(Machine machine) throws Exception {
    try (ToolRun run = perl.run(perl.launcher(machine))) {
      Process[] started = new Process[1];
      List<String> sleeping = perl.script("sleep 30");
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
    try (ToolRun run = perl.run(perl.launcher(machine))) {
      Process process = run.run(perl.script("$| = 1; print \"on\\n\"; sleep 30"));
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
    List<String> asleep = perl.script("sleep 300");
    try (ToolRun run = perl.run(perl.launcher(Machine.WHOLE))) {
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
        ProcessHandle.current().descendants().filter(LaunchedPerl::isPerl).toList();
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
    Launcher launcher = perl.launcher(Machine.WHOLE);
    List<String> asleep = perl.script("sleep 300");
    for (int i = 0; i < 60; i++) {
      CompletableFuture<Throwable> end = new CompletableFuture<>();
      try (ToolRun run = perl.run(launcher)) {
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
    try (ToolRun run = perl.run(perl.launcher(machine))) {
      List<String> waiting = perl.script("$| = 1; print \"on\\n\"; sleep 30");
      assertThatIOException()
          .isThrownBy(() ->
              run.pipe(
                  waiting,
                  output -> {
                    output.read();
                    LaunchedPerl.innermost().destroyForcibly();
                    if (output.readNBytes(100).length < 100) {
                      throw new IOException("cut off");
                    }
                  }))
          .isInstanceOf(ToolKilledException.class)
          .withMessageContaining("killed from outside");
    }
  }
}
